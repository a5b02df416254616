create table customers (
  id text primary key
);

create table invoices (
  id uuid primary key,
  customer_id text not null references customers (id),
  amount numeric not null
);
