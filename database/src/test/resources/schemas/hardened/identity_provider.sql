-- since 15
-- A project tool. The tenants' ids are the identity provider's own; every key leads with the tenant.
create role app_user login;
revoke create on schema public from public;

create table plans (id text primary key, name text not null, seats integer not null check (seats > 0));
insert into plans values ('free', 'Free', 3), ('team', 'Team', 50);
create table organizations (
  id text primary key check (id like 'org\_%'),
  name varchar(255) not null check (btrim(name) <> ''),
  plan text not null default 'free' references plans
);
create table members (
  organization_id text not null references organizations on delete cascade,
  id uuid not null default gen_random_uuid(),
  user_id text not null check (user_id ~ '^user_[0-9A-Za-z]{8,}$'),
  role text not null default 'member' check (role in ('admin', 'member', 'viewer')),
  joined_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, user_id)
);
create table teams (
  organization_id text not null references organizations on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  lead_id uuid,
  primary key (organization_id, id),
  unique (organization_id, name),
  foreign key (organization_id, lead_id) references members on delete set null (lead_id)
);
create table team_members (
  organization_id text not null,
  team_id uuid not null,
  member_id uuid not null,
  primary key (organization_id, team_id, member_id),
  foreign key (organization_id) references organizations on delete cascade,
  foreign key (organization_id, team_id) references teams on delete cascade,
  foreign key (organization_id, member_id) references members on delete cascade
);
create table projects (
  organization_id text not null references organizations on delete cascade,
  id uuid not null default gen_random_uuid(),
  key varchar(10) not null check (key = upper(key) and length(key) between 2 and 10),
  name text not null,
  archived_at timestamptz,
  primary key (organization_id, id),
  unique (organization_id, key)
);
create table milestones (
  organization_id text not null references organizations on delete cascade,
  id uuid not null default gen_random_uuid(),
  project_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  primary key (organization_id, id),
  check (starts_on < ends_on),
  foreign key (organization_id, project_id) references projects on delete cascade
);
create table issues (
  organization_id text not null references organizations on delete cascade,
  id uuid not null default gen_random_uuid(),
  project_id uuid not null,
  number integer not null check (number > 0),
  parent_id uuid check (parent_id <> id),
  assignee_id uuid,
  title text not null check (length(title) between 1 and 300),
  labels text[] not null default '{}' check (cardinality(labels) <= 20),
  estimate numeric(5, 1) check (estimate >= 0),
  primary key (organization_id, id),
  unique (organization_id, project_id, number),
  foreign key (organization_id, project_id) references projects on delete cascade,
  foreign key (organization_id, parent_id) references issues on delete set null (parent_id),
  foreign key (organization_id, assignee_id) references members on delete set null (assignee_id)
);
create table comments (
  organization_id text not null references organizations on delete cascade,
  id uuid not null default gen_random_uuid(),
  issue_id uuid not null,
  author_id uuid not null,
  body text not null,
  primary key (organization_id, id),
  foreign key (organization_id, issue_id) references issues on delete cascade,
  foreign key (organization_id, author_id) references members
);
create table attachments (
  organization_id text not null references organizations on delete cascade,
  id uuid not null default gen_random_uuid(),
  issue_id uuid,
  comment_id uuid,
  media_type text not null check (media_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
  bytes bigint not null check (bytes between 1 and 104857600),
  primary key (organization_id, id),
  check (num_nonnulls(issue_id, comment_id) = 1),
  foreign key (organization_id, issue_id) references issues on delete cascade,
  foreign key (organization_id, comment_id) references comments on delete cascade
);
create table webhooks (
  organization_id text not null references organizations on delete cascade,
  id uuid not null default gen_random_uuid(),
  url text not null check (url like 'https://%'),
  events jsonb not null default '[]' check (jsonb_typeof(events) = 'array'),
  primary key (organization_id, id)
);

do $$
declare
  t regclass;
begin
  foreach t in array array['members', 'teams', 'team_members', 'projects', 'milestones', 'issues',
    'comments', 'attachments', 'webhooks']::regclass[]
  loop
    execute format('alter table %s enable row level security', t);
    execute format('create policy tenant_isolation on %s to app_user'
      ' using (organization_id = (select nullif(current_setting(''app.current_org_id'', true), '''')))'
      ' with check (organization_id = (select nullif(current_setting(''app.current_org_id'', true), '''')))', t);
    execute format('grant select, insert, delete on %s to app_user', t);
  end loop;
end $$;
alter table organizations enable row level security;
create policy tenant_isolation on organizations to app_user
  using (id = (select nullif(current_setting('app.current_org_id', true), '')));
grant select on organizations, plans to app_user;
grant update (role) on members to app_user;
grant update (name, lead_id) on teams to app_user;
grant update (name, archived_at) on projects to app_user;
grant update (title, assignee_id, labels, estimate) on issues to app_user;
