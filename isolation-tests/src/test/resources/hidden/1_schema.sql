create role app_user login;
create table organizations (id text primary key, name text not null);
create table projects (
  organization_id text not null references organizations (id),
  id uuid not null default gen_random_uuid(),
  primary key (organization_id, id)
);
alter table organizations enable row level security;
alter table projects enable row level security;
create policy own on projects to app_user
  using (organization_id = (select nullif(current_setting('app.current_org_id', true), '')));
grant select on organizations, projects to app_user;
