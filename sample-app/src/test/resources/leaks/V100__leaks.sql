-- What leaks past row-level security, or needs a table of its own to leak; and the same done right.

-- A series of numbers for everybody, from which the application takes its own.
create sequence invoice_numbers;
grant usage on sequence invoice_numbers to app_user;
create table invoices (
  organization_id text not null references organizations (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  number bigint not null default 1,
  recipient text not null,
  primary key (organization_id, id)
);

-- A name that only one tenant can have, and one that each can.
create table coupons (
  code text constraint coupons_pkey primary key,
  organization_id text not null references organizations (id) on delete cascade,
  discount integer not null default 0
);
create table vouchers (
  organization_id text not null references organizations (id) on delete cascade,
  code text not null,
  discount integer not null default 0,
  constraint vouchers_pkey primary key (organization_id, code)
);

-- What refers to a row without its tenant, and with it.
create table folders (
  organization_id text not null references organizations (id) on delete cascade,
  id uuid not null default gen_random_uuid() unique,
  label text not null,
  primary key (organization_id, id)
);
create table bookmarks (
  organization_id text not null references organizations (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  folder_id uuid not null references folders (id) on delete cascade,
  primary key (organization_id, id)
);
create table pins (
  organization_id text not null references organizations (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  folder_id uuid not null,
  primary key (organization_id, id),
  foreign key (organization_id, folder_id) references folders (organization_id, id) on delete cascade
);

-- A policy that hides a tenant's own rows from it: nobody writes them as the application's role.
create table notices (
  organization_id text not null references organizations (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  headline text not null,
  written_by text not null default 'app_owner',
  primary key (organization_id, id)
);

do $$
declare
  name text;
begin
  foreach name in array array['invoices', 'coupons', 'vouchers', 'folders', 'bookmarks',
    'pins', 'notices'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy tenant_isolation on %I for all to app_user'
      ' using (organization_id = (select nullif(current_setting(''app.current_org_id'', true), '''')))'
      ' with check (organization_id = (select nullif(current_setting(''app.current_org_id'', true), '''')))',
      name);
    execute format('grant select, insert, update, delete on %I to app_user', name);
  end loop;
end
$$;
create policy own_words on notices as restrictive for select to app_user
  using (written_by = current_user);

-- Both run as their owner, whom the policies do not hold; the third as who asks.
create function name_of_project(project uuid) returns setof text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select name from public.projects where id = project $$;
grant execute on function name_of_project(uuid) to app_user;
create view project_names as select organization_id, id, name from projects;
create view own_project_names with (security_invoker = true)
  as select organization_id, id, name from projects;
grant select on project_names, own_project_names to app_user;
