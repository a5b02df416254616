package dev.watertight.database.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlScriptTest {
  @Test
  void eachStatementKnowsItsLine() throws MigrationException {
    assertThat(SqlScript.statements("select 1;\n\n-- two\nselect 2;\nselect 3", "a.sql"))
        .extracting(SqlScript.Statement::line)
        .containsExactly(1, 4, 5);
  }

  @Test
  void semicolonsInStringsNamesCommentsAndDollarQuotesEndNothing() throws MigrationException {
    assertThat(
            sql(
                """
                select ';', E'it\\'s;', "a;b", $$;$$, $x$ ; $$ ; $x$ /* ; /* ; */ ; */ -- ;
                ;
                select 2;
                """))
        .hasSize(2)
        .last()
        .isEqualTo("select 2");
  }

  @Test
  void aBackslashBeforeAQuoteEndsAPlainString() throws MigrationException {
    assertThat(sql("select 'C:\\'; select 2;")).hasSize(2);
  }

  @Test
  void theBodyOfAnAtomicFunctionIsOneStatement() throws MigrationException {
    assertThat(
            sql(
                """
                create function f(a int) returns int begin atomic
                  select case when a > 1 then 1 else 2 end;
                  select 3;
                end;
                select f(1);
                """))
        .hasSize(2);
  }

  @Test
  void aTransactionIsNoAtomicBody() throws MigrationException {
    assertThat(sql("begin; select 1; end;")).containsExactly("begin", "select 1", "end");
  }

  @Test
  void rowsThatFollowACopyBelongToIt() throws MigrationException {
    List<SqlScript.Statement> statements =
        SqlScript.statements("copy t (a) from stdin;\n1;\n2\n\\.\nselect 1;\n", "dump.sql");

    assertThat(statements).hasSize(2);
    assertThat(statements.get(0).data()).contains("1;\n2\n");
  }

  @Test
  void theRestrictionsOfADumpAreLeftOut() throws MigrationException {
    assertThat(sql("\\restrict abc\nselect 1;\n\\unrestrict abc\n")).containsExactly("select 1");
  }

  @Test
  void anyOtherCommandOfPsqlIsRefusedWithItsPlace() {
    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(() -> SqlScript.statements("select 1;\n\\i other.sql\n", "db/a.sql"))
        .withMessageStartingWith("db/a.sql:2: `\\i other.sql` is a command of psql");
  }

  private static List<String> sql(String text) throws MigrationException {
    return SqlScript.statements(text, "a.sql").stream().map(SqlScript.Statement::sql).toList();
  }
}
