-- A shop system with numbers for ids. Numbers count up, so every key and reference has the tenant.
create role shop_app login;
create table merchants (id bigint generated always as identity primary key, name text not null);
create table countries (code char(2) primary key, name text not null);
insert into countries values ('DE', 'Germany'), ('FR', 'France');
create table customers (
  merchant_id bigint not null references merchants,
  id bigint generated always as identity,
  email text not null check (position('@' in email) > 1),
  country char(2) not null references countries,
  born_on date check (born_on > '1900-01-01' and born_on < '2100-01-01'),
  primary key (merchant_id, id),
  unique (merchant_id, email)
);
create table addresses (
  merchant_id bigint not null references merchants,
  id bigint generated always as identity,
  customer_id bigint not null,
  is_default boolean not null default false,
  zip text not null check (zip ~ '^[0-9A-Z -]{3,10}$'),
  primary key (merchant_id, id),
  foreign key (merchant_id, customer_id) references customers on delete cascade
);
create unique index default_address on addresses (merchant_id, customer_id) where is_default;
create table categories (
  merchant_id bigint not null references merchants,
  id bigint generated always as identity,
  parent_id bigint,
  name text not null,
  primary key (merchant_id, id),
  foreign key (merchant_id, parent_id) references categories,
  check (parent_id is null or parent_id <> id)
);
create unique index category_names on categories (merchant_id, coalesce(parent_id, 0), lower(name));
create table products (
  merchant_id bigint not null references merchants,
  sku varchar(20) not null check (sku ~ '^[A-Z]{2,4}-[0-9]{3,6}$'),
  category_id bigint not null,
  price numeric(10, 2) not null check (price > 0),
  sale_price numeric(10, 2) check (sale_price < price),
  dimensions int4range,
  primary key (merchant_id, sku),
  foreign key (merchant_id, category_id) references categories
);
create table stock (
  merchant_id bigint not null,
  sku varchar(20) not null,
  warehouse smallint not null check (warehouse in (1, 2, 3)),
  quantity integer not null check (quantity >= 0),
  reserved integer not null check (reserved >= 0),
  primary key (merchant_id, sku, warehouse),
  check (reserved <= quantity),
  foreign key (merchant_id) references merchants,
  foreign key (merchant_id, sku) references products
);
create table orders (
  merchant_id bigint not null references merchants,
  number bigint not null,
  customer_id bigint not null,
  status text not null default 'new' check (status in ('new', 'paid', 'sent', 'cancelled')),
  placed_at timestamptz not null default now(),
  paid_at timestamptz,
  primary key (merchant_id, number),
  check (status = 'new' or status = 'cancelled' or paid_at is not null),
  check (paid_at >= placed_at),
  foreign key (merchant_id, customer_id) references customers
);
create table order_lines (
  merchant_id bigint not null,
  number bigint not null,
  line integer not null check (line > 0),
  sku varchar(20) not null,
  quantity integer not null check (quantity between 1 and 1000),
  unit_price numeric(10, 2) not null,
  net numeric(14, 2) generated always as (quantity * unit_price) stored,
  primary key (merchant_id, number, line),
  foreign key (merchant_id) references merchants,
  foreign key (merchant_id, number) references orders on delete cascade,
  foreign key (merchant_id, sku) references products
);
create table payments (
  merchant_id bigint not null references merchants,
  id bigint generated always as identity,
  number bigint not null,
  method text not null check (method in ('card', 'transfer')),
  card_last4 char(4) check (card_last4 ~ '^[0-9]{4}$'),
  iban text check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$'),
  primary key (merchant_id, id),
  check ((method = 'card') = (card_last4 is not null)),
  check ((method = 'transfer') = (iban is not null)),
  foreign key (merchant_id, number) references orders
);
create table coupons (
  merchant_id bigint not null references merchants,
  code text not null check (code = upper(code) and length(code) = 8),
  percent smallint not null check (percent between 1 and 100),
  valid daterange not null,
  primary key (merchant_id, code)
);
create table reviews (
  merchant_id bigint not null references merchants,
  sku varchar(20) not null,
  customer_id bigint not null,
  stars smallint not null check (stars between 1 and 5),
  body text,
  primary key (merchant_id, sku, customer_id),
  foreign key (merchant_id, sku) references products,
  foreign key (merchant_id, customer_id) references customers
);
do $$
declare
  t text;
begin
  foreach t in array array['customers', 'addresses', 'categories', 'products', 'stock', 'orders',
    'order_lines', 'payments', 'coupons', 'reviews']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy by_merchant on %I to shop_app'
      ' using (merchant_id = (select nullif(current_setting(''shop.merchant'', true), '''')::bigint))', t);
    execute format('grant select, insert, update, delete on %I to shop_app', t);
  end loop;
end $$;
alter table merchants enable row level security;
create policy own on merchants to shop_app
  using (id = (select nullif(current_setting('shop.merchant', true), '')::bigint));
grant select on merchants, countries to shop_app;
