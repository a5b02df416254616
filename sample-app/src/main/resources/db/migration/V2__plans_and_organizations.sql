-- Shared by all tenants, on purpose: what can be bought. Read only to the application.
create table plans (
  id varchar(50) constraint plans_pkey primary key,
  name varchar(255) not null,
  max_projects integer not null constraint plans_max_projects_positive check (max_projects > 0)
);

insert into plans (id, name, max_projects) values
  ('free', 'Free', 3),
  ('team', 'Team', 50),
  ('enterprise', 'Enterprise', 10000);

grant select on plans to app_user;

-- The tenants. The id is the identity provider's own: no mapping table, nothing to mix up.
create table organizations (
  id text constraint organizations_pkey primary key
    constraint organizations_id_of_provider check (id like 'org\_%'),
  name varchar(255) not null constraint organizations_name_not_blank check (btrim(name) <> ''),
  plan varchar(50) not null default 'free' constraint organizations_plan_fkey references plans (id),
  created_at timestamptz not null default now()
);

alter table organizations enable row level security;

-- The sub-select is evaluated once for a statement, not once for a row. A setting that was never
-- set is null, one that was set in an earlier transaction is empty: nullif makes both match nothing.
create policy tenant_isolation on organizations for all to app_user
  using (id = (select nullif(current_setting('app.current_org_id', true), '')))
  with check (id = (select nullif(current_setting('app.current_org_id', true), '')));

-- Own row, read only: tenants are created, renamed and removed by the owner.
grant select on organizations to app_user;
