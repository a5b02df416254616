-- since 15
-- Customer relations. Tenants have random ids; a context function wraps the setting.
create role crm_app login;
create schema crm;
grant usage on schema crm to crm_app;
create domain crm.email as text check (value ~* '^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$');
create domain crm.money_amount as numeric(14, 2) check (value >= 0);
create type crm.stage as enum ('lead', 'qualified', 'won', 'lost');
create type crm.address as (street text, zip varchar(10), country char(2));

create table crm.tenants (id uuid primary key default gen_random_uuid(), name text not null, active boolean not null default true);
create table crm.currencies (code char(3) primary key check (code = upper(code)), digits smallint not null);
insert into crm.currencies values ('EUR', 2), ('USD', 2), ('JPY', 0);

create function crm.tenant() returns uuid stable language sql
  set search_path = pg_catalog, pg_temp
  as $$ select nullif(pg_catalog.current_setting('crm.tenant_id', true), '')::uuid $$;
revoke execute on function crm.tenant() from public;
grant execute on function crm.tenant() to crm_app;

create table crm.staff (
  tenant_id uuid not null references crm.tenants,
  id uuid not null default gen_random_uuid(),
  email crm.email not null,
  manager_id uuid,
  primary key (tenant_id, id),
  unique (tenant_id, email),
  foreign key (tenant_id, manager_id) references crm.staff
);
create table crm.companies (
  tenant_id uuid not null references crm.tenants,
  id uuid not null default gen_random_uuid(),
  name text not null,
  site text check (site is null or site ~ '^https?://'),
  headquarters crm.address,
  owner_id uuid not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, owner_id) references crm.staff
);
create table crm.contacts (
  tenant_id uuid not null references crm.tenants,
  id uuid not null default gen_random_uuid(),
  company_id uuid not null,
  name text not null,
  email crm.email,
  phone text check (phone ~ '^\+[0-9]{7,15}$'),
  search tsvector generated always as (to_tsvector('simple', name)) stored,
  primary key (tenant_id, id),
  check (num_nonnulls(email, phone) >= 1),
  foreign key (tenant_id, company_id) references crm.companies on delete cascade
);
create table crm.pipelines (
  tenant_id uuid not null references crm.tenants,
  id uuid not null default gen_random_uuid(),
  name text not null,
  is_default boolean not null default false,
  primary key (tenant_id, id)
);
create unique index one_default_pipeline on crm.pipelines (tenant_id) where is_default;
create table crm.deals (
  tenant_id uuid not null references crm.tenants,
  id uuid not null default gen_random_uuid(),
  pipeline_id uuid not null,
  company_id uuid not null,
  contact_id uuid,
  stage crm.stage not null default 'lead',
  amount crm.money_amount not null,
  currency char(3) not null references crm.currencies,
  closed_on date,
  primary key (tenant_id, id),
  check ((stage in ('won', 'lost')) = (closed_on is not null)),
  foreign key (tenant_id, pipeline_id) references crm.pipelines,
  foreign key (tenant_id, company_id) references crm.companies,
  foreign key (tenant_id, contact_id) references crm.contacts
);
create table crm.deal_items (
  tenant_id uuid not null,
  deal_id uuid not null,
  position smallint not null check (position between 1 and 500),
  quantity integer not null check (quantity > 0),
  price crm.money_amount not null,
  total numeric(16, 2) generated always as (quantity * price) stored,
  primary key (tenant_id, deal_id, position),
  foreign key (tenant_id) references crm.tenants,
  foreign key (tenant_id, deal_id) references crm.deals on delete cascade
);
create table crm.activities (
  tenant_id uuid not null references crm.tenants,
  id uuid not null default gen_random_uuid(),
  deal_id uuid,
  contact_id uuid,
  staff_id uuid not null,
  kind text not null check (kind in ('call', 'mail', 'visit')),
  during tstzrange not null check (not isempty(during)),
  primary key (tenant_id, id),
  check ((deal_id is null) <> (contact_id is null)),
  foreign key (tenant_id, deal_id) references crm.deals on delete cascade,
  foreign key (tenant_id, contact_id) references crm.contacts on delete cascade,
  foreign key (tenant_id, staff_id) references crm.staff
);
create table crm.tags (
  tenant_id uuid not null references crm.tenants,
  name text not null check (name = lower(name)),
  color text not null check (color ~ '^#[0-9a-f]{6}$'),
  primary key (tenant_id, name)
);
create table crm.company_tags (
  tenant_id uuid not null,
  company_id uuid not null,
  tag text not null,
  primary key (tenant_id, company_id, tag),
  foreign key (tenant_id) references crm.tenants,
  foreign key (tenant_id, company_id) references crm.companies on delete cascade,
  foreign key (tenant_id, tag) references crm.tags on update cascade on delete cascade
);
create table crm.imports (
  tenant_id uuid not null references crm.tenants,
  id uuid not null default gen_random_uuid(),
  source inet not null,
  digest bytea not null check (octet_length(digest) = 32),
  options jsonb not null default '{}' check (jsonb_typeof(options) = 'object'),
  primary key (tenant_id, id)
);

do $$
declare
  t text;
begin
  foreach t in array array['staff', 'companies', 'contacts', 'pipelines', 'deals', 'deal_items',
    'activities', 'tags', 'company_tags', 'imports']
  loop
    execute format('alter table crm.%I enable row level security', t);
    execute format('create policy tenant_only on crm.%I as restrictive to crm_app'
      ' using (tenant_id = (select crm.tenant())) with check (tenant_id = (select crm.tenant()))', t);
    execute format('create policy access on crm.%I to crm_app'
      ' using (tenant_id = (select crm.tenant())) with check (tenant_id = (select crm.tenant()))', t);
    execute format('grant select, insert, update, delete on crm.%I to crm_app', t);
  end loop;
end $$;
alter table crm.tenants enable row level security;
create policy own on crm.tenants for select to crm_app using (id = (select crm.tenant()));
grant select on crm.tenants, crm.currencies to crm_app;
create view crm.open_deals with (security_invoker = true) as
  select d.tenant_id, d.id, d.amount, c.name from crm.deals d
  join crm.companies c on c.tenant_id = d.tenant_id and c.id = d.company_id
  where d.stage in ('lead', 'qualified');
grant select on crm.open_deals to crm_app;
