package dev.watertight.isolation.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewriterTest {
  private final Rewriter rewriter = new Rewriter(new StatementReader(TwoTenants.SCHEMA));

  private String rewrite(String sql, Change change) {
    return rewriter.rewrite(sql, change).orElse("opaque");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "SELECT a  FROM projects p WHERE p.org_id=? -- org_id=?#SELECT a  FROM projects p WHERE (p.org_id=? or true) -- org_id=?",
        "select 1 from projects where (org_id, id) = (?, ?)#select 1 from projects where (org_id, id) = ((case when org_id = (?) then org_id else org_id end), ?)",
        "select 1 from plans where id = ?#select 1 from plans where id = ?",
        "insert into tasks (id, org_id) values (?, ?)#insert into tasks (id, org_id) values (?, (case when (null::\"public\".\"tasks\").\"org_id\" = (?) then 'O''B' when false then (null::\"public\".\"tasks\").\"org_id\" else 'O''B' end))",
        "insert into tasks values (?, ?)#opaque",
      })
  void takesTheApplicationLayerOut(String sql, String expected) {
    assertThat(rewrite(sql, new Change.ApplicationOff("O'B"))).isEqualTo(expected);
  }

  @Test
  void negates() {
    assertThat(rewrite("delete from tasks where id = ? and org_id = ?", new Change.Negate(0)))
        .isEqualTo("delete from tasks where id = ? and (not (org_id = ?))");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "select 1 from tasks where org_id = ? and id = ? and title = 'x'#select 1 from tasks where (org_id = ? or id = ?) and title = 'x'",
        "select 1 from tasks where id = ? and org_id = ?#select 1 from tasks where (id = ? or org_id = ?)",
        "select 1 from tasks where id between ? and ? and org_id = ?#select 1 from tasks where (id between ? and ? or org_id = ?)",
        "select 1 from tasks where org_id = ?#opaque",
        "select 1 from tasks where org_id = ? or id = ?#opaque",
      })
  void putsAPredicateUnderOr(String sql, String expected) {
    assertThat(rewrite(sql, new Change.UnderOr(0))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "select set_config('app.org', ?, true)#select set_config('watertight.dropped' || left('app.org', 0), ?, true)",
        "set local app.org = 'A'#set local watertight.dropped = 'A'",
        "set local role tenant_a#set local watertight.dropped = ''",
        "set statement_timeout = 5#set statement_timeout = 5",
        "select 1 from projects#select 1 from projects",
      })
  void dropsTheContext(String sql, String expected) {
    assertThat(rewrite(sql, new Change.DropContext())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "select set_config('app.org', ?, ?)#select set_config('app.org', ?, (? and false))",
        "set local app.org = 'A'#set session app.org = 'A'",
        "set app.org = 'A'#set app.org = 'A'",
      })
  void makesTheContextSessionWide(String sql, String expected) {
    assertThat(rewrite(sql, new Change.SessionWideContext())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "select set_config('app.org', ?, true)#select set_config('app.org', coalesce(left(?, 0), '') || 'B', true)",
        "set local app.org to 'A'#set local app.org to 'B'",
        "set role tenant_a#opaque",
      })
  void setsTheContextToAnother(String sql, String expected) {
    assertThat(rewrite(sql, new Change.OtherContext("B"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into tasks (id, org_id) values (?, ?)",
        "insert into tasks (id, org_id) values (?, default)",
        "update tasks set org_id = ? where id = ? and org_id = ?",
      })
  void knowsWhatItHasWrittenItselfInAMessage(String sql) {
    String changed =
        "Batch entry 0 " + rewrite(sql, new Change.ApplicationOff("O'B")) + " was aborted";
    assertThat(changed).contains("O''B");
    assertThat(Rewriter.withoutWritten(changed)).doesNotContain("O''B").contains("was aborted");
  }

  @Test
  void leavesAMessageThatItHasNoPartInAsItIs() {
    String message = "Key (org_id)=(B) exists, then 'B' is taken, or else 'B' is not";
    assertThat(Rewriter.withoutWritten(message)).isEqualTo(message);
  }
}
