create role app_user login;
create table organizations (id text primary key);
create table notes (
  organization_id text not null references organizations (id),
  id bigint not null generated always as identity,
  body text not null,
  primary key (organization_id, id)
);
alter table notes enable row level security;
create policy own on notes to app_user
  using (organization_id = (select nullif(current_setting('app.current_org_id', true), '')));
grant select, insert on notes to app_user;
