-- Documents of workspaces. A session says who the user is; memberships say which workspaces are theirs.
create role docs_app login;
create table users (id uuid primary key default gen_random_uuid(), email text not null unique);
create table workspaces (id uuid primary key default gen_random_uuid(), name text not null);
create table workspace_members (
  workspace_id uuid not null references workspaces on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null default 'reader' check (role in ('owner', 'editor', 'reader')),
  primary key (workspace_id, user_id)
);
create index members_by_user on workspace_members (user_id);
create table folders (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default gen_random_uuid(),
  parent_id uuid,
  name text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, parent_id) references folders on delete cascade
);
create table documents (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default gen_random_uuid(),
  folder_id uuid not null,
  author_id uuid not null,
  title text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, folder_id) references folders on delete cascade,
  foreign key (workspace_id, author_id) references workspace_members
);
create table versions (
  workspace_id uuid not null references workspaces on delete cascade,
  document_id uuid not null,
  version integer not null check (version > 0),
  body text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (workspace_id, document_id, version),
  foreign key (workspace_id, document_id) references documents on delete cascade
);
create table shares (
  workspace_id uuid not null references workspaces on delete cascade,
  document_id uuid not null,
  user_id uuid not null,
  level text not null check (level in ('view', 'comment')),
  primary key (workspace_id, document_id, user_id),
  foreign key (workspace_id, document_id) references documents on delete cascade,
  foreign key (workspace_id, user_id) references workspace_members on delete cascade
);
create table annotations (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default gen_random_uuid(),
  document_id uuid not null,
  version integer not null,
  place int4range not null,
  note text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, document_id, version) references versions on delete cascade
);
create table templates (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default gen_random_uuid(),
  fields jsonb not null check (fields ? 'title'),
  primary key (workspace_id, id)
);
create table exports (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default gen_random_uuid(),
  document_id uuid not null,
  format text not null check (format in ('pdf', 'html')),
  content bytea,
  primary key (workspace_id, id),
  foreign key (workspace_id, document_id) references documents on delete cascade
);

alter table users enable row level security;
create policy self on users for select to docs_app
  using (id = (select nullif(current_setting('docs.user_id', true), '')::uuid));
grant select on users to docs_app;
alter table workspace_members enable row level security;
create policy self on workspace_members for select to docs_app
  using (user_id = (select nullif(current_setting('docs.user_id', true), '')::uuid));
grant select on workspace_members to docs_app;
alter table workspaces enable row level security;
create policy member on workspaces for select to docs_app
  using (id = any (array(select m.workspace_id from workspace_members m
    where m.user_id = (select nullif(current_setting('docs.user_id', true), '')::uuid))));
grant select on workspaces to docs_app;
do $$
declare
  t text;
begin
  foreach t in array array['folders', 'documents', 'versions', 'shares', 'annotations', 'templates',
    'exports']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy member on %I to docs_app'
      ' using (workspace_id = any (array(select m.workspace_id from workspace_members m'
      ' where m.user_id = (select nullif(current_setting(''docs.user_id'', true), '''')::uuid))))', t);
    execute format('grant select, insert, delete on %I to docs_app', t);
    -- Not the tenant: who is a member of two workspaces must not move rows from one to the other.
    execute (select format('grant update (%s) on %I to docs_app',
        string_agg(quote_ident(attname), ', '), t)
      from pg_attribute where attrelid = t::regclass and attnum > 0 and attname <> 'workspace_id');
  end loop;
end $$;
