-- The key leads with the tenant: ids are unique within a tenant only, a foreign key to this table
-- cannot leave the tenant out, and every access by key is by tenant.
create table projects (
  organization_id text not null
    constraint projects_organization_fkey references organizations (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name varchar(255) not null constraint projects_name_not_blank check (btrim(name) <> ''),
  status varchar(50) not null default 'active'
    constraint projects_status_known check (status in ('active', 'paused', 'archived')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint projects_pkey primary key (organization_id, id),
  constraint projects_name_per_organization unique (organization_id, name)
);

alter table projects enable row level security;

create policy tenant_isolation on projects for all to app_user
  using (organization_id = (select nullif(current_setting('app.current_org_id', true), '')))
  with check (organization_id = (select nullif(current_setting('app.current_org_id', true), '')));

-- By column: no id is chosen by a client, no time is made up, no row changes its tenant.
grant select, delete on projects to app_user;
grant insert (organization_id, name, status) on projects to app_user;
grant update (name, status, updated_at) on projects to app_user;
