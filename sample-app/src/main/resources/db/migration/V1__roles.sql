-- The application's role and what every role may do from the start. In production both roles come
-- from db/bootstrap/roles.sql; a scratch database needs nothing but these migrations.
do $$
declare
  faults text;
begin
  if current_user = 'app_user' then
    raise exception 'migrations run as app_user, the role of the requests'
      using hint = 'Log in as the owner (app_owner): the application must own no table.';
  end if;

  if not exists (select from pg_roles where rolname = 'app_user') then
    create role app_user nologin nosuperuser nobypassrls nocreatedb nocreaterole noreplication noinherit;
  end if;

  select concat_ws(', ',
           case when rolsuper then 'SUPERUSER' end,
           case when rolbypassrls then 'BYPASSRLS' end,
           case when rolcreaterole then 'CREATEROLE' end,
           case when rolcreatedb then 'CREATEDB' end,
           case when rolreplication then 'REPLICATION' end,
           (select 'member of ' || string_agg(m.roleid::regrole::text, ' and ' order by m.roleid::regrole::text)
              from pg_auth_members m where m.member = r.oid))
    into faults
    from pg_roles r
   where rolname = 'app_user';
  if faults <> '' then
    raise exception 'app_user can get past row-level security: %', faults
      using hint = 'Take these away from app_user: it needs LOGIN and nothing else.';
  end if;

  -- Without TEMPORARY nobody can shadow a table or a function in pg_temp.
  execute format('revoke temporary on database %I from public', current_database());
end
$$;

revoke all on schema public from public;
grant usage on schema public to app_user;

-- What the owner creates from now on is open to nobody: every grant is written out below.
alter default privileges revoke execute on functions from public;
