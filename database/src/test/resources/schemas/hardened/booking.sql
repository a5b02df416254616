-- since 15
-- Rooms and bookings of hotels: exclusion constraints, ranges, heirs, triggers, views.
create extension btree_gist;
create role booking_app login;
revoke create on schema public from public;
create table tenants (id text primary key, name text not null);
create table buildings (
  tenant_id text not null references tenants,
  id uuid not null default gen_random_uuid(),
  name text not null,
  opened daterange not null,
  primary key (tenant_id, id)
);
create table rooms (
  tenant_id text not null references tenants,
  building_id uuid not null,
  number varchar(5) not null check (number ~ '^[0-9]{1,3}[a-z]?$'),
  beds smallint not null check (beds in (1, 2, 3, 4)),
  primary key (tenant_id, building_id, number),
  foreign key (tenant_id, building_id) references buildings
);
create table guests (
  tenant_id text not null references tenants,
  id uuid not null default gen_random_uuid(),
  name text not null,
  passport text check (passport ~ '^[A-Z0-9]{6,9}$'),
  vip boolean not null default false,
  primary key (tenant_id, id)
);
create table bookings (
  tenant_id text not null references tenants,
  id uuid not null default gen_random_uuid(),
  building_id uuid not null,
  number varchar(5) not null,
  guest_id uuid not null,
  stay daterange not null check (not isempty(stay)),
  nights integer generated always as (upper(stay) - lower(stay)) stored,
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  check (nights > 0),
  exclude using gist (tenant_id with =, building_id with =, number with =, stay with &&)
    where (cancelled_at is null),
  foreign key (tenant_id, building_id, number) references rooms,
  foreign key (tenant_id, guest_id) references guests
);
create table charges (
  tenant_id text not null references tenants,
  booking_id uuid not null,
  line smallint not null check (line >= 1),
  kind text not null check (kind in ('night', 'food', 'other')),
  amount numeric(9, 2) not null check (amount <> 0),
  primary key (tenant_id, booking_id, line),
  foreign key (tenant_id, booking_id) references bookings on delete cascade
);
create table notes (
  tenant_id text not null references tenants,
  id uuid not null default gen_random_uuid(),
  booking_id uuid not null,
  body text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, booking_id) references bookings on delete cascade
);
create table rates (
  tenant_id text not null references tenants,
  building_id uuid not null,
  beds smallint not null,
  season daterange not null,
  price numeric(9, 2) not null check (price between 1 and 10000),
  exclude using gist (tenant_id with =, building_id with =, beds with =, season with &&),
  foreign key (tenant_id, building_id) references buildings
);
create index rates_by_building on rates (tenant_id, building_id, beds);
create table housekeeping (
  tenant_id text not null references tenants,
  building_id uuid not null,
  number varchar(5) not null,
  day date not null,
  done_at time,
  primary key (tenant_id, building_id, number, day),
  foreign key (tenant_id, building_id, number) references rooms
);
create table channels (
  tenant_id text not null references tenants,
  name text not null,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  allowed cidr[] not null default '{}',
  primary key (tenant_id, name)
);
create table changes (
  tenant_id text not null references tenants,
  at timestamptz not null default clock_timestamp(),
  id uuid not null default gen_random_uuid(),
  booking_id uuid not null,
  primary key (tenant_id, at, id)
);
create function note_change() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into public.changes (tenant_id, booking_id) values (new.tenant_id, new.id);
  return new;
end $$;
revoke execute on function note_change() from public;
create trigger changed after insert or update on bookings for each row execute function note_change();
do $$
declare
  t text;
begin
  foreach t in array array['buildings', 'rooms', 'guests', 'bookings', 'charges', 'notes', 'rates',
    'housekeeping', 'channels', 'changes']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own on %I to booking_app'
      ' using (tenant_id = (select nullif(current_setting(''booking.tenant'', true), '''')))'
      ' with check (tenant_id = (select nullif(current_setting(''booking.tenant'', true), '''')))', t);
    execute format('grant select, insert on %I to booking_app', t);
  end loop;
end $$;
grant update (stay, cancelled_at) on bookings to booking_app;
grant update (name, vip) on guests to booking_app;
grant delete on notes, charges to booking_app;
alter table tenants enable row level security;
create policy own on tenants for select to booking_app
  using (id = (select nullif(current_setting('booking.tenant', true), '')));
grant select on tenants to booking_app;
create view arrivals with (security_invoker = true, security_barrier = true) as
  select b.tenant_id, b.id, g.name, b.stay from bookings b
  join guests g on g.tenant_id = b.tenant_id and g.id = b.guest_id;
grant select on arrivals to booking_app;
