-- What happened, by month. Append-only: the application may read and add, nothing else.
create table activity (
  organization_id text not null
    constraint activity_organization_fkey references organizations (id) on delete cascade,
  occurred_at timestamptz not null default now(),
  id uuid not null default gen_random_uuid(),
  actor_user_id text not null,
  action varchar(50) not null constraint activity_action_not_blank check (btrim(action) <> ''),
  -- No foreign key: history outlives the project. Joins compare the tenant on both sides.
  project_id uuid,
  detail text not null default '',
  constraint activity_pkey primary key (organization_id, occurred_at, id)
) partition by range (occurred_at);

create index activity_by_project on activity (organization_id, project_id, occurred_at);

alter table activity enable row level security;

create policy tenant_isolation on activity for all to app_user
  using (organization_id = (select nullif(current_setting('app.current_org_id', true), '')))
  with check (organization_id = (select nullif(current_setting('app.current_org_id', true), '')));

grant select on activity to app_user;
grant insert (organization_id, actor_user_id, action, project_id, detail) on activity to app_user;

-- Catches what no month's partition takes. The application is granted nothing on a partition, and a
-- partition does not inherit its parent's policies: each has its own, should a grant slip in.
create table activity_default partition of activity default;

alter table activity_default enable row level security;

create policy tenant_isolation on activity_default for all to app_user
  using (organization_id = (select nullif(current_setting('app.current_org_id', true), '')))
  with check (organization_id = (select nullif(current_setting('app.current_org_id', true), '')));

-- Makes the partition of a month (in UTC), closed like the one above, and moves rows there that the
-- default partition has caught meanwhile. Does nothing where it exists. For the owner's monthly job.
create function create_activity_partition(month date) returns void
  language plpgsql
  set search_path = pg_catalog, public, pg_temp
as $$
declare
  first_day timestamp := date_trunc('month', month::timestamp);
  starts timestamptz := first_day at time zone 'UTC';
  ends timestamptz := (first_day + interval '1 month') at time zone 'UTC';
  partition_name text := 'activity_' || to_char(first_day, 'YYYY_MM');
begin
  lock table public.activity in access exclusive mode;
  if to_regclass(format('public.%I', partition_name)) is not null then
    return;
  end if;

  execute format(
    'create table public.%I (like public.activity including defaults including constraints)',
    partition_name);
  execute format('alter table public.%I enable row level security', partition_name);
  execute format(
    'create policy tenant_isolation on public.%I for all to app_user'
    ' using (organization_id = (select nullif(current_setting(''app.current_org_id'', true), '''')))'
    ' with check (organization_id = (select nullif(current_setting(''app.current_org_id'', true), '''')))',
    partition_name);
  execute format(
    'with late as (delete from public.activity_default'
    ' where occurred_at >= %L and occurred_at < %L returning *)'
    ' insert into public.%I select * from late',
    starts, ends, partition_name);
  execute format(
    'alter table public.activity attach partition public.%I for values from (%L) to (%L)',
    partition_name, starts, ends);
end
$$;

revoke execute on function create_activity_partition(date) from public;
