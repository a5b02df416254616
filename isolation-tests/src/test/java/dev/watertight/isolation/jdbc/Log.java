package dev.watertight.isolation.jdbc;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Remembers what it is told. */
final class Log implements Watch {
  final List<Execution> executions = new ArrayList<>();
  final List<String> bypassed = new ArrayList<>();
  int borrowed;
  int returned;
  UnaryOperator<String> change = sql -> sql;

  Execution last() {
    return executions.get(executions.size() - 1);
  }

  @Override
  public String beforeSend(String sql) {
    return change.apply(sql);
  }

  @Override
  public void executed(Execution execution) {
    executions.add(execution);
  }

  @Override
  public void bypassed(String what) {
    bypassed.add(what);
  }

  @Override
  public void borrowed(Connection raw) {
    borrowed++;
  }

  @Override
  public void returned(Connection raw) {
    returned++;
  }
}
