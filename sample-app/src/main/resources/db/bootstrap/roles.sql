-- Run once for each database, by an administrator connected to it, before the first migration.
-- Gives no password: set one afterwards (psql: \password app_owner, \password app_user).
do $$
begin
  -- Owns the tables and runs the migrations. The policies do not hold it (row-level security is not
  -- forced), so that a data migration sees every row. Requests never log in as it.
  if not exists (select from pg_roles where rolname = 'app_owner') then
    create role app_owner login nosuperuser nobypassrls nocreatedb nocreaterole noreplication noinherit;
  end if;
  -- Serves the requests. Owns nothing, bypasses nothing, is a member of nothing.
  if not exists (select from pg_roles where rolname = 'app_user') then
    create role app_user login nosuperuser nobypassrls nocreatedb nocreaterole noreplication noinherit;
  end if;
  execute format('alter database %I owner to app_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to app_user', current_database());
end
$$;
