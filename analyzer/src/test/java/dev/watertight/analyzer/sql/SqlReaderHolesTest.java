package dev.watertight.analyzer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlReaderHolesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "select * from projects where id = ? | NONE | projects",
        "select * from projects where id = ␣ | VALUES | projects",
        "select * from projects where id = '␣' | VALUES | projects",
        "select * from projects where name like '%␣%' and x = 1 | VALUES | projects",
        "select * from projects where id in (␣) | VALUES | projects",
        "select * from projects where id in (␣, ␣) order by id | VALUES | projects",
        "select * from projects where d between ␣ and ␣ | VALUES | projects",
        "select * from projects limit ␣ offset ␣ | VALUES | projects",
        "select * from projects where lower(name) = lower(␣) | VALUES | projects",
        "insert into projects (id) values (␣, '␣') | VALUES | +projects",
        "update projects set name = ␣ where id = ␣ | VALUES | +projects",
        "select '␣' from projects | VALUES | projects",
        "select * from ␣.projects | VALUES | ␣.projects",
        "select ␣ from projects | COLUMNS | projects",
        "select id, ␣ from projects | COLUMNS | projects",
        "select p.␣ from projects p | COLUMNS | projects p",
        "select ␣(id) from projects | COLUMNS | projects",
        "select * from projects order by ␣ | COLUMNS | projects",
        "select * from projects order by name ␣ | COLUMNS | projects",
        "select count(*) from projects group by ␣ | COLUMNS | projects",
        "select * from projects where ␣ = ? | COLUMNS | projects",
        "select * from projects where col_␣ = ? and x = 1 | COLUMNS | projects",
        "select * from projects where a ␣ ? | COLUMNS | projects",
        "update projects set ␣ = ? where id = 1 | COLUMNS | +projects",
        "insert into projects (␣) values (?) | COLUMNS | +projects",
        "select * from projects where ␣ | FRAGMENT | projects",
        "select * from projects where id = 1 and ␣ | FRAGMENT | projects",
        "select * from projects where id = 1 ␣ | FRAGMENT | projects",
        "select * from projects where id = ? ␣ order by id | FRAGMENT | projects",
        "select * from projects where (␣) and x = 1 | FRAGMENT | projects",
        "select * from projects ␣ | FRAGMENT | projects",
        "select * from projects p ␣ where p.id = 1 | FRAGMENT | projects p",
        "select * from projects ␣ order by id | FRAGMENT | projects",
        "select * from projects where exists (␣) | FRAGMENT | projects",
        "delete from projects ␣ | FRAGMENT | +projects",
        "insert into projects ␣ | FRAGMENT | +projects",
        "select * from ␣ | TABLE | ␣",
        "select * from ␣ where id = 1 | TABLE | ␣",
        "select * from tenant_␣ t | TABLE | tenant_␣ t",
        "select * from ␣ACT_RU_TASK RES | TABLE | ␣ACT_RU_TASK RES",
        "select * from projects_␣_archive | TABLE | projects_␣_archive",
        "select * from app.␣ | TABLE | app.␣",
        "select * from ? | TABLE | none",
        "select * from (␣) x | TABLE | none",
        "select * from projects join ␣ t on t.id = projects.id | TABLE | projects, ␣ t",
        "select * from projects, ␣ | TABLE | projects, ␣",
        "update ␣ set x = 1 | TABLE | +␣",
        "insert into ␣ (id) values (1) | TABLE | +␣",
        "delete from ␣ where id = 1 | TABLE | +␣",
        "truncate ␣ | TABLE | +␣",
        "select ␣ | TABLE | none",
        "select count(*) ␣ | TABLE | none",
        "select * from ${table} where id = 1 | TABLE | ␣",
        "with x as (␣) select * from x | TABLE | none",
        "␣ | WHOLE | none",
        "␣ from projects | WHOLE | projects",
        "␣ projects | WHOLE | none",
      })
  void says_what_an_unknown_part_can_change(String sql, HoleEffect expected, String tables) {
    SqlShape shape = SqlReader.read(sql.replace('␣', SqlText.HOLE), Dialect.SQL);

    assertThat(shape.statements()).hasSize(1);
    assertThat(shape.statements().get(0).holes()).isEqualTo(expected);
    assertThat(shape.understood()).isEqualTo(expected != HoleEffect.WHOLE);
    assertThat(SqlReaderTablesTest.spelled(shape)).isEqualTo(tables);
  }
}
