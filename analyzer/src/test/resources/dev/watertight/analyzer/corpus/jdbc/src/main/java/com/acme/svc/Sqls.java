package com.acme.svc;
interface Sqls {
  String ALL_TASKS = "select * from tasks";
  class Inner { static final String PLANS = "select * from plans"; }
  static String byName(String t) { return "select * from " + t; }
  enum Q { TASKS("select * from tasks"), PLANS("select * from plans"); final String sql; Q(String sql) { this.sql = sql; } String sql() { return sql; } }
}
