create table tasks (
  organization_id text not null
    constraint tasks_organization_fkey references organizations (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  project_id uuid not null,
  title varchar(255) not null constraint tasks_title_not_blank check (btrim(title) <> ''),
  description text,
  status varchar(50) not null default 'open'
    constraint tasks_status_known check (status in ('open', 'in_progress', 'done')),
  assignee_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tasks_pkey primary key (organization_id, id),
  -- Foreign key checks ignore row-level security: only the tenant inside the key keeps them apart.
  constraint tasks_project_fkey foreign key (organization_id, project_id)
    references projects (organization_id, id) on delete cascade,
  -- A task may be unassigned; the tenant half of the key is never null, so no half-null pair can
  -- name another tenant's member. Only assignee_id is cleared when the member leaves.
  constraint tasks_assignee_fkey foreign key (organization_id, assignee_id)
    references team_members (organization_id, id) on delete set null (assignee_id)
);

create index tasks_by_project on tasks (organization_id, project_id, status);
create index tasks_by_assignee on tasks (organization_id, assignee_id);
create index tasks_by_age on tasks (organization_id, created_at, id);

alter table tasks enable row level security;

create policy tenant_isolation on tasks for all to app_user
  using (organization_id = (select nullif(current_setting('app.current_org_id', true), '')))
  with check (organization_id = (select nullif(current_setting('app.current_org_id', true), '')));

grant select, delete on tasks to app_user;
grant insert (organization_id, project_id, title, description, status, assignee_id)
  on tasks to app_user;
grant update (project_id, title, description, status, assignee_id, updated_at) on tasks to app_user;
