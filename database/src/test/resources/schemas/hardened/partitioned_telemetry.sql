-- Readings of devices, in partitions by time, by kind and by hash. Only the parents are granted.
create role telemetry_app login;
create table fleets (id bigint primary key, name text not null);
create table device_types (id smallint primary key, name text not null);
insert into device_types values (1, 'meter'), (2, 'valve');
create table devices (
  fleet_id bigint not null references fleets,
  id bigint not null,
  type smallint not null references device_types,
  label text not null,
  installed_on date,
  primary key (fleet_id, id)
) partition by hash (fleet_id);
create table devices_0 partition of devices for values with (modulus 2, remainder 0);
create table devices_1 partition of devices for values with (modulus 2, remainder 1);
create table readings (
  fleet_id bigint not null references fleets,
  device_id bigint not null,
  at timestamptz not null,
  value double precision not null,
  unit text not null check (unit in ('W', 'V')),
  primary key (fleet_id, device_id, at),
  foreign key (fleet_id, device_id) references devices
) partition by range (at);
create table readings_2026_01 partition of readings for values from ('2026-01-01 00:00+00') to ('2026-02-01 00:00+00');
create table readings_2026_02 partition of readings for values from ('2026-02-01 00:00+00') to ('2026-03-01 00:00+00');
create table readings_rest partition of readings default;
create table events (
  fleet_id bigint not null references fleets,
  id uuid not null,
  kind text not null,
  at timestamptz not null,
  payload jsonb not null,
  primary key (fleet_id, kind, at, id)
) partition by list (kind);
create table events_alarm partition of events for values in ('alarm') partition by range (at);
create table events_alarm_old partition of events_alarm for values from (minvalue) to ('2026-01-01 00:00+00');
create table events_alarm_new partition of events_alarm for values from ('2026-01-01 00:00+00') to (maxvalue);
create table events_other partition of events for values in ('start', 'stop');
create table commands (
  fleet_id bigint not null references fleets,
  id uuid not null,
  device_id bigint not null,
  at timestamptz not null,
  verb text not null,
  primary key (fleet_id, at, id),
  foreign key (fleet_id, device_id) references devices
) partition by range (at);
create table commands_all partition of commands for values from ('2020-01-01 00:00+00') to ('2040-01-01 00:00+00');
create table alerts (
  fleet_id bigint not null references fleets,
  id uuid not null,
  device_id bigint not null,
  level smallint not null check (level between 1 and 3),
  primary key (fleet_id, id),
  foreign key (fleet_id, device_id) references devices
);
create table thresholds (
  fleet_id bigint not null references fleets,
  device_id bigint not null,
  low double precision not null,
  high double precision not null,
  primary key (fleet_id, device_id),
  check (low < high),
  foreign key (fleet_id, device_id) references devices
);
create table operators (
  fleet_id bigint not null references fleets,
  id uuid not null,
  email text not null check (email like '%@%'),
  primary key (fleet_id, id),
  unique (fleet_id, email)
);
create table shifts (
  fleet_id bigint not null references fleets,
  operator_id uuid not null,
  during tstzrange not null,
  primary key (fleet_id, operator_id, during),
  foreign key (fleet_id, operator_id) references operators
);
create table sites (
  fleet_id bigint not null references fleets,
  id integer not null,
  place point,
  network cidr,
  primary key (fleet_id, id)
);
do $$
declare
  t regclass;
begin
  for t in select c.oid from pg_class c where c.relkind in ('r', 'p')
    and c.relnamespace = 'public'::regnamespace and c.relname not in ('fleets', 'device_types')
  loop
    execute format('alter table %s enable row level security', t);
    execute format('create policy fleet on %s to telemetry_app'
      ' using (fleet_id = (select nullif(current_setting(''telemetry.fleet'', true), '''')::bigint))', t);
  end loop;
end $$;
grant select, insert on devices, readings, events, commands to telemetry_app;
grant select, insert, update, delete on alerts, thresholds, operators, shifts, sites to telemetry_app;
alter table fleets enable row level security;
create policy fleet on fleets to telemetry_app
  using (id = (select nullif(current_setting('telemetry.fleet', true), '')::bigint));
grant select on fleets, device_types to telemetry_app;
