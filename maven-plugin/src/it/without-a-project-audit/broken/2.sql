create table projects_2 (
  id uuid primry key
);
