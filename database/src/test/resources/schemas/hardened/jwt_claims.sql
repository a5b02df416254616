-- Helpdesk. An API gateway puts the token's claims into a setting; functions take them apart.
create role authenticated nologin;
create schema auth;
grant usage on schema auth to authenticated;
create function auth.claims() returns jsonb stable language sql
  set search_path = pg_catalog, pg_temp
  as $$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
create function auth.org_id() returns uuid stable language sql
  set search_path = pg_catalog, pg_temp
  as $$ select (auth.claims() -> 'app_metadata' ->> 'org_id')::uuid $$;
revoke execute on all functions in schema auth from public;
grant execute on all functions in schema auth to authenticated;

create table orgs (id uuid primary key default gen_random_uuid(), name text not null);
create table locales (code text primary key check (code ~ '^[a-z]{2}(-[A-Z]{2})?$'));
insert into locales values ('en'), ('de-DE');
create table agents (
  org_id uuid not null references orgs,
  id uuid not null default gen_random_uuid(),
  name text not null,
  locale text not null default 'en' references locales,
  primary key (org_id, id)
);
create table customers (
  org_id uuid not null references orgs,
  id uuid not null default gen_random_uuid(),
  email text not null check (email ~ '^[^@\s]+@[^@\s]+$'),
  primary key (org_id, id),
  unique (org_id, email)
);
create table queues (
  org_id uuid not null references orgs,
  id uuid not null default gen_random_uuid(),
  name text not null,
  hours int4multirange not null default '{[9,17)}',
  primary key (org_id, id),
  unique (org_id, name)
);
create table queue_agents (
  org_id uuid not null references orgs,
  queue_id uuid not null,
  agent_id uuid not null,
  primary key (org_id, queue_id, agent_id),
  foreign key (org_id, queue_id) references queues on delete cascade,
  foreign key (org_id, agent_id) references agents on delete cascade
);
create table tickets (
  org_id uuid not null references orgs,
  id uuid not null default gen_random_uuid(),
  number integer not null,
  queue_id uuid not null,
  customer_id uuid not null,
  agent_id uuid,
  priority text not null check (priority in ('low', 'normal', 'high')),
  subject text not null check (btrim(subject) <> ''),
  primary key (org_id, id),
  unique (org_id, number),
  foreign key (org_id, queue_id) references queues,
  foreign key (org_id, customer_id) references customers,
  foreign key (org_id, agent_id) references agents
);
create table messages (
  org_id uuid not null references orgs,
  id uuid not null default gen_random_uuid(),
  ticket_id uuid not null,
  from_agent uuid,
  from_customer uuid,
  body text not null,
  primary key (org_id, id),
  check ((from_agent is null) <> (from_customer is null)),
  foreign key (org_id, ticket_id) references tickets on delete cascade,
  foreign key (org_id, from_agent) references agents,
  foreign key (org_id, from_customer) references customers
);
create table macros (
  org_id uuid not null references orgs,
  name text not null,
  steps jsonb not null check (jsonb_typeof(steps) = 'array'),
  primary key (org_id, name)
);
create table ratings (
  org_id uuid not null references orgs,
  ticket_id uuid not null,
  stars smallint not null check (stars between 1 and 5),
  primary key (org_id, ticket_id),
  foreign key (org_id, ticket_id) references tickets on delete cascade
);
create table service_levels (
  org_id uuid not null references orgs,
  priority text not null check (priority in ('low', 'normal', 'high')),
  answer_within interval not null check (answer_within <= interval '5 days'),
  primary key (org_id, priority)
);
do $$
declare
  t text;
begin
  foreach t in array array['agents', 'customers', 'queues', 'queue_agents', 'tickets', 'messages',
    'macros', 'ratings', 'service_levels']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy org on %I to authenticated'
      ' using (org_id = (select auth.org_id())) with check (org_id = (select auth.org_id()))', t);
    execute format('grant select, insert, update, delete on %I to authenticated', t);
  end loop;
end $$;
alter table orgs enable row level security;
create policy org on orgs for select to authenticated using (id = (select auth.org_id()));
grant select on orgs, locales to authenticated;
