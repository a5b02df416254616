CREATE TABLE organizations (
  id text PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE plans (
  id bigint PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE countries (
  code text PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE projects (
  id uuid PRIMARY KEY,
  organization_id text NOT NULL REFERENCES organizations (id),
  name text NOT NULL,
  owner_id uuid,
  UNIQUE (organization_id, name)
);

CREATE TABLE team_members (
  id uuid PRIMARY KEY,
  organization_id text NOT NULL REFERENCES organizations (id),
  email text NOT NULL
);

CREATE TABLE tasks (
  id uuid PRIMARY KEY,
  organization_id text NOT NULL REFERENCES organizations (id),
  project_id uuid NOT NULL REFERENCES projects (id),
  title text NOT NULL
);

CREATE TABLE activity (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id text NOT NULL REFERENCES organizations (id),
  what text NOT NULL
);
