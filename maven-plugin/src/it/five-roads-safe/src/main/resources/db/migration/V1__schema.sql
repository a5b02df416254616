CREATE TABLE organizations (id text PRIMARY KEY, name text NOT NULL);
CREATE TABLE plans (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE projects (
  id uuid PRIMARY KEY,
  organization_id text NOT NULL REFERENCES organizations (id),
  name text NOT NULL
);
CREATE TABLE tasks (
  id uuid PRIMARY KEY,
  organization_id text NOT NULL REFERENCES organizations (id),
  project_id uuid NOT NULL REFERENCES projects (id),
  title text NOT NULL
);
