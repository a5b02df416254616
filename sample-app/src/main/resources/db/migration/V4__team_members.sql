create table team_members (
  organization_id text not null
    constraint team_members_organization_fkey references organizations (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  -- The identity provider's user. One user may be a member of several organizations.
  user_id text not null constraint team_members_user_id_not_blank check (btrim(user_id) <> ''),
  display_name varchar(255) not null
    constraint team_members_display_name_not_blank check (btrim(display_name) <> ''),
  role varchar(50) not null default 'member'
    constraint team_members_role_known check (role in ('admin', 'member', 'viewer')),
  joined_at timestamptz not null default now(),
  constraint team_members_pkey primary key (organization_id, id),
  constraint team_members_user_per_organization unique (organization_id, user_id)
);

alter table team_members enable row level security;

create policy tenant_isolation on team_members for all to app_user
  using (organization_id = (select nullif(current_setting('app.current_org_id', true), '')))
  with check (organization_id = (select nullif(current_setting('app.current_org_id', true), '')));

grant select, delete on team_members to app_user;
grant insert (organization_id, user_id, display_name, role) on team_members to app_user;
grant update (display_name, role) on team_members to app_user;
