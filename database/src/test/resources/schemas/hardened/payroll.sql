-- Payroll of several companies: two columns name the tenant, rows refer to each other in circles.
create role payroll_app login;
create table accounts (region smallint not null, account_id integer not null, name text not null, primary key (region, account_id));
create table holidays (country char(2) not null, day date not null, primary key (country, day));
insert into holidays values ('DE', '2026-01-01');
create table departments (
  region smallint not null,
  account_id integer not null,
  id integer not null,
  name text not null,
  head_id integer not null,
  primary key (region, account_id, id),
  foreign key (region, account_id) references accounts
);
create table employees (
  region smallint not null,
  account_id integer not null,
  id integer not null,
  department_id integer not null,
  number char(6) not null check (number ~ '^[0-9]{6}$'),
  hired_on date not null,
  left_on date,
  primary key (region, account_id, id),
  unique (region, account_id, number),
  check (left_on is null or left_on > hired_on),
  foreign key (region, account_id) references accounts,
  foreign key (region, account_id, department_id) references departments deferrable initially deferred
);
alter table departments add foreign key (region, account_id, head_id) references employees
  deferrable initially deferred;
create table contracts (
  region smallint not null,
  account_id integer not null,
  employee_id integer not null,
  valid daterange not null,
  hours numeric(3, 1) not null check (hours > 0 and hours <= 48),
  salary numeric(12, 2) not null check (salary >= 0),
  primary key (region, account_id, employee_id, valid),
  foreign key (region, account_id) references accounts,
  foreign key (region, account_id, employee_id) references employees on delete cascade
);
create table payslips (
  region smallint not null,
  account_id integer not null,
  employee_id integer not null,
  month date not null check (extract(day from month) = 1),
  gross numeric(12, 2) not null,
  tax numeric(12, 2) not null check (tax >= 0),
  net numeric(12, 2) generated always as (gross - tax) stored check (net >= 0),
  primary key (region, account_id, employee_id, month),
  foreign key (region, account_id) references accounts,
  foreign key (region, account_id, employee_id) references employees on delete cascade
);
create table absences (
  region smallint not null,
  account_id integer not null,
  id integer not null,
  employee_id integer not null,
  approved_by integer,
  kind text not null check (kind in ('vacation', 'illness')),
  during daterange not null,
  primary key (region, account_id, id),
  check (approved_by <> employee_id),
  check (kind = 'illness' or approved_by is not null),
  foreign key (region, account_id) references accounts,
  foreign key (region, account_id, employee_id) references employees,
  foreign key (region, account_id, approved_by) references employees
);
create table bank_accounts (
  region smallint not null,
  account_id integer not null,
  employee_id integer not null,
  iban text not null check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  primary key (region, account_id, employee_id),
  foreign key (region, account_id) references accounts,
  foreign key (region, account_id, employee_id) references employees on delete cascade
);
create table time_entries (
  region smallint not null,
  account_id integer not null,
  employee_id integer not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  primary key (region, account_id, employee_id, started_at),
  check (ended_at between started_at and started_at + interval '1 day'),
  foreign key (region, account_id) references accounts,
  foreign key (region, account_id, employee_id) references employees on delete cascade
);
create table tax_classes (
  region smallint not null,
  account_id integer not null,
  code text not null check (code in ('I', 'II', 'III', 'IV', 'V', 'VI')),
  factor real not null check (factor between 0 and 1),
  primary key (region, account_id, code),
  foreign key (region, account_id) references accounts
);
create table documents (
  region smallint not null,
  account_id integer not null,
  id integer not null,
  employee_id integer not null,
  title text not null,
  primary key (region, account_id, id),
  foreign key (region, account_id) references accounts,
  foreign key (region, account_id, employee_id) references employees on delete cascade
);
do $$
declare
  t text;
begin
  foreach t in array array['departments', 'employees', 'contracts', 'payslips', 'absences',
    'bank_accounts', 'time_entries', 'tax_classes', 'documents', 'accounts']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own on %I to payroll_app'
      ' using (region = (select nullif(current_setting(''payroll.region'', true), '''')::smallint)'
      ' and account_id = (select nullif(current_setting(''payroll.account'', true), '''')::integer))', t);
  end loop;
end $$;
grant select on accounts, holidays to payroll_app;
grant select, insert, update, delete on departments, employees, contracts, payslips, absences,
  bank_accounts, time_entries, tax_classes, documents to payroll_app;
