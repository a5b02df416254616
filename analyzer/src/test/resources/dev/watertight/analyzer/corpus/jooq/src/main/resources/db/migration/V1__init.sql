create table organizations (id text primary key, name text);
create table plans (id text primary key, title text);
create table projects (id uuid primary key, organization_id text not null references organizations(id), name text, plan_id text references plans(id));
create table tasks (id uuid primary key, organization_id text not null references organizations(id), project_id uuid references projects(id), title text);
create table "Invoices" (id uuid primary key, organization_id text not null references organizations(id), amount int);
create table app.audit_entries (id uuid primary key, organization_id text not null references organizations(id));
