create role app_user login;
create table organizations (
  id text primary key,
  name text not null
);
create table projects (
  id uuid primary key default gen_random_uuid(),
  organization_id text not null references organizations (id),
  name text not null,
  budget integer not null default 0,
  unique (organization_id, id),
  unique (organization_id, name)
);
create table tasks (
  id uuid primary key default gen_random_uuid(),
  organization_id text not null references organizations (id),
  project_id uuid not null,
  title text not null,
  done boolean not null default false,
  foreign key (organization_id, project_id) references projects (organization_id, id) on delete cascade
);
create sequence notes_seq increment by 50;
create table notes (
  id bigint primary key default nextval('notes_seq'),
  organization_id text not null references organizations (id),
  body text not null
);
alter table organizations enable row level security;
create policy own on organizations to app_user
  using (id = (select nullif(current_setting('app.tenant', true), '')));
alter table projects enable row level security;
create policy own on projects to app_user
  using (organization_id = (select nullif(current_setting('app.tenant', true), '')));
alter table tasks enable row level security;
create policy own on tasks to app_user
  using (organization_id = (select nullif(current_setting('app.tenant', true), '')));
alter table notes enable row level security;
create policy own on notes to app_user
  using (organization_id = (select nullif(current_setting('app.tenant', true), '')));
grant select on organizations to app_user;
grant select, insert, update, delete on projects, tasks, notes to app_user;
grant usage on sequence notes_seq to app_user;
