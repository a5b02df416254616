create table organizations (
  id text primary key,
  name text not null
);

create table projects (
  id uuid primary key,
  organization_id text not null references organizations (id),
  name text not null
);
