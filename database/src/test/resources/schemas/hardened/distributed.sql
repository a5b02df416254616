-- Made to be distributed by company: it leads every key, reference and index.
create role ads_app login;
create table companies (id bigint primary key, name text not null, created_at timestamptz not null default now());
create table geo_regions (id smallint primary key, name text not null);
insert into geo_regions values (1, 'Europe'), (2, 'Asia');
create table campaigns (
  company_id bigint not null references companies,
  id bigint not null,
  name text not null,
  cost_model text not null check (cost_model in ('cost_per_click', 'cost_per_impression')),
  state text not null check (state in ('paused', 'running', 'archived')),
  monthly_budget bigint check (monthly_budget > 0),
  primary key (company_id, id)
);
create table ads (
  company_id bigint not null,
  id bigint not null,
  campaign_id bigint not null,
  name text not null,
  image_url text check (image_url like 'https://%'),
  impressions_count bigint not null default 0,
  primary key (company_id, id),
  foreign key (company_id) references companies,
  foreign key (company_id, campaign_id) references campaigns
);
create table clicks (
  company_id bigint not null,
  id bigint not null,
  ad_id bigint not null,
  clicked_at timestamptz not null,
  user_ip inet not null,
  cost_per_click_usd numeric(20, 10),
  primary key (company_id, id),
  foreign key (company_id) references companies,
  foreign key (company_id, ad_id) references ads
);
create table impressions (
  company_id bigint not null,
  id bigint not null,
  ad_id bigint not null,
  seen_at timestamptz not null,
  site_url text not null,
  primary key (company_id, id),
  foreign key (company_id) references companies,
  foreign key (company_id, ad_id) references ads
);
create table audiences (
  company_id bigint not null references companies,
  id bigint not null,
  region smallint not null references geo_regions,
  ages int4range not null,
  primary key (company_id, id)
);
create table campaign_audiences (
  company_id bigint not null references companies,
  campaign_id bigint not null,
  audience_id bigint not null,
  primary key (company_id, campaign_id, audience_id),
  foreign key (company_id, campaign_id) references campaigns,
  foreign key (company_id, audience_id) references audiences
);
create table budgets (
  company_id bigint not null references companies,
  campaign_id bigint not null,
  month date not null check (month = date_trunc('month', month)::date),
  spent bigint not null check (spent >= 0),
  planned bigint not null,
  primary key (company_id, campaign_id, month),
  check (spent <= planned),
  foreign key (company_id, campaign_id) references campaigns
);
create table users (
  company_id bigint not null references companies,
  id bigint not null,
  encrypted_password bytea not null,
  settings json not null,
  primary key (company_id, id)
);
create table sessions (
  company_id bigint not null references companies,
  token uuid not null,
  user_id bigint not null,
  expires_at timestamptz not null check (expires_at > '2024-01-01 00:00+00'),
  primary key (company_id, token),
  foreign key (company_id, user_id) references users
);
create table invoices (
  company_id bigint not null references companies,
  number integer not null check (number >= 1000),
  lines jsonb not null check (jsonb_typeof(lines) = 'array'),
  primary key (company_id, number)
);
do $$
declare
  t text;
begin
  foreach t in array array['campaigns', 'ads', 'clicks', 'impressions', 'audiences',
    'campaign_audiences', 'budgets', 'users', 'sessions', 'invoices']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_read on %I for select to ads_app'
      ' using (company_id = (select nullif(current_setting(''ads.company'', true), '''')::bigint))', t);
    execute format('create policy own_insert on %I for insert to ads_app'
      ' with check (company_id = (select nullif(current_setting(''ads.company'', true), '''')::bigint))', t);
    execute format('create policy own_update on %I for update to ads_app'
      ' using (company_id = (select nullif(current_setting(''ads.company'', true), '''')::bigint))', t);
    execute format('create policy own_delete on %I for delete to ads_app'
      ' using (company_id = (select nullif(current_setting(''ads.company'', true), '''')::bigint))', t);
    execute format('grant select, insert, update, delete on %I to ads_app', t);
  end loop;
end $$;
alter table companies enable row level security;
create policy own on companies for select to ads_app
  using (id = (select nullif(current_setting('ads.company', true), '')::bigint));
grant select on companies, geo_regions to ads_app;
