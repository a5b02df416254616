package dev.watertight.analyzer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlReaderSettingsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "set app.current_org_id = 'x' | app.current_org_id=x SESSION",
        "SET SESSION app.Current_Org_Id TO 'x' | app.current_org_id=x SESSION",
        "set local app.current_org_id = 'x' | app.current_org_id=x TRANSACTION",
        "set local app.current_org_id to ␣ | app.current_org_id=? TRANSACTION",
        "set local app.current_org_id = '␣' | app.current_org_id=? TRANSACTION",
        "set local ␣ = 'x' | ?=x TRANSACTION",
        "set ␣ = 'x' | ?=x SESSION",
        "set app.␣ = 'x' | ?=x SESSION",
        "set ␣ | ?=? UNKNOWN",
        "set app.current_org_id to default | app.current_org_id=default SESSION",
        "set role app_user | role=app_user SESSION",
        "set local role 'app_user' | role=app_user TRANSACTION",
        "set session role none | role=none SESSION",
        "set session authorization bob | session_authorization=bob SESSION",
        "set local session authorization 'bob' | session_authorization=bob TRANSACTION",
        "set search_path to a, b | search_path=a, b SESSION",
        "set search_path = ␣, public | search_path=? SESSION",
        "set schema 'tenant_1' | search_path=tenant_1 SESSION",
        "set time zone 'UTC' | timezone=UTC SESSION",
        "set transaction isolation level serializable | none",
        "set session characteristics as transaction read only | none",
        "set constraints all deferred | none",
        "reset app.current_org_id | none",
        "discard all | none",
        "select set_config('app.current_org_id', ?, true) | app.current_org_id=? TRANSACTION",
        "select set_config('app.current_org_id', ?, false) | app.current_org_id=? SESSION",
        "SELECT PG_CATALOG.SET_CONFIG('a.b', 'x', 'f') | a.b=x SESSION",
        "select set_config('a.b', 'x'::text, true::boolean) | a.b=x TRANSACTION",
        "select set_config('a.b', :org, ?) | a.b=? UNKNOWN",
        "select set_config('a.b', 'x', ␣) | a.b=x UNKNOWN",
        "select set_config('a.b', 'x', not is_local) from t | a.b=x UNKNOWN",
        "select set_config(?, ?, true) | ?=? TRANSACTION",
        "select set_config('a.␣', 'x', true) | ?=x TRANSACTION",
        "select set_config('a.b', upper('x'), false) | a.b=? SESSION",
        "select set_config(setting_name => 'a.b', new_value => 'x', is_local => false) | a.b=x SESSION",
        "select set_config('a.b', 'x', true), set_config('c.d', 'y', false) "
            + "| a.b=x TRANSACTION; c.d=y SESSION",
        "with x as (select set_config('a.b', 'x', false)) select * from x, t | a.b=x SESSION",
        "select * from (select set_config('a.b', 'x', false)) y | a.b=x SESSION",
        "select 1 where (select set_config('a.b', 'x', false)) is not null | a.b=x SESSION",
        "{call set_config('a.b', 'x', false)} | a.b=x SESSION",
        "select 'set_config(''a.b'', 1, false)' | none",
        "select my.set_configuration('a.b', 'x', false) | none",
        "select current_setting('a.b') | none",
        "update t set x = 1 | none",
      })
  void finds_changes_of_settings_and_how_long_they_last(String sql, String expected) {
    SqlShape shape = SqlReader.read(sql.replace('␣', SqlText.HOLE), Dialect.SQL);

    String changes =
        shape.statements().stream()
            .flatMap(s -> s.settings().stream())
            .map(c -> c.name().orElse("?") + "=" + c.value().orElse("?") + " " + c.scope())
            .collect(Collectors.joining("; "));
    assertThat(changes.isEmpty() ? "none" : changes).isEqualTo(expected);
  }
}
