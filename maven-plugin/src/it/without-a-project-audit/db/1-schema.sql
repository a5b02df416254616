create table organizations (id text primary key, name text not null);
create table projects (
  organization_id text not null references organizations (id),
  id uuid not null,
  name text not null,
  primary key (organization_id, id)
);
