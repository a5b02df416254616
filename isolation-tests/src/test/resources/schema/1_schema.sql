create role app_user login;
create table plans (id varchar(50) primary key, name text not null);
insert into plans values ('free', 'Free'), ('team', 'Team');
create table organizations (
  id text primary key check (id like 'org\_%'),
  name text not null,
  plan varchar(50) not null default 'free' references plans (id)
);
create table projects (
  organization_id text not null references organizations (id),
  id uuid not null default gen_random_uuid(),
  name text not null,
  budget integer not null default 0,
  status varchar(50) not null default 'active',
  primary key (organization_id, id),
  unique (organization_id, name)
);
create table tasks (
  organization_id text not null references organizations (id),
  id uuid not null default gen_random_uuid(),
  project_id uuid not null,
  title text not null,
  done boolean not null default false,
  primary key (organization_id, id),
  foreign key (organization_id, project_id) references projects (organization_id, id) on delete cascade
);
alter table organizations enable row level security;
create policy own on organizations to app_user
  using (id = (select nullif(current_setting('app.current_org_id', true), '')));
alter table projects enable row level security;
create policy own on projects to app_user
  using (organization_id = (select nullif(current_setting('app.current_org_id', true), '')))
  with check (organization_id = (select nullif(current_setting('app.current_org_id', true), '')));
alter table tasks enable row level security;
create policy own on tasks to app_user
  using (organization_id = (select nullif(current_setting('app.current_org_id', true), '')))
  with check (organization_id = (select nullif(current_setting('app.current_org_id', true), '')));
grant select on plans, organizations to app_user;
grant select, insert, update, delete on projects, tasks to app_user;
