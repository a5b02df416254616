package dev.watertight.analyzer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.tenant.detection.TableFact;
import dev.watertight.core.tenant.detection.ViewFact;
import org.junit.jupiter.api.Test;

class LiquibaseReaderTest {
  private static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
      """;

  private static SchemaFacts xml(String body) {
    return MigrationReader.read("db/changelog.xml", HEAD + body + "</databaseChangeLog>");
  }

  @Test
  void reads_a_changelog_in_xml() {
    SchemaFacts facts =
        xml(
            """
            <changeSet id="1" author="me">
              <preConditions><not><tableExists tableName="projects"/></not></preConditions>
              <createTable tableName="projects" schemaName="${schema}">
                <column name="id" type="uuid"><constraints primaryKey="true" nullable="false"/></column>
                <column name="organization_id" type="varchar(64)">
                  <constraints nullable="false" references="organizations(id)" foreignKeyName="x"/>
                </column>
                <column name="slug" type="text"><constraints unique="true"/></column>
              </createTable>
              <rollback><dropTable tableName="projects"/></rollback>
            </changeSet>
            """);

    assertThat(facts.problems()).isEmpty();
    assertThat(Schemas.spelled(facts))
        .isEqualTo("projects(id uuid!, organization_id varchar(64)!, slug text)");
    TableFact table = facts.tables().get(0);
    assertThat(Schemas.keys(table)).isEqualTo("organization_id -> organizations(id)");
    assertThat(table.primaryAndUniqueKeys().toString()).isEqualTo("[[slug], [id]]");
    assertThat(table.line()).isEqualTo(5);
    assertThat(table.origin()).isEqualTo(TableFact.Origin.LIQUIBASE);
  }

  @Test
  void applies_the_changes_of_a_changelog_in_order() {
    SchemaFacts facts =
        xml(
            """
            <changeSet id="1" author="me">
              <createTable tableName="a"><column name="x" type="int"/></createTable>
              <createTable tableName="gone"><column name="x" type="int"/></createTable>
              <addColumn tableName="a"><column name="y" type="int"/><column name="z" type="int"/></addColumn>
              <renameColumn tableName="a" oldColumnName="y" newColumnName="org_id"/>
              <dropColumn tableName="a" columnName="x"/>
              <addForeignKeyConstraint baseTableName="a" baseColumnNames="org_id"
                  referencedTableName="orgs" referencedColumnNames="id" constraintName="fk"/>
              <renameTable oldTableName="a" newTableName="b"/>
              <dropTable tableName="gone"/>
              <sql>create table c (id int);
                   alter table c enable row level security;</sql>
              <createView viewName="v">select org_id from b</createView>
            </changeSet>
            """);

    assertThat(facts.problems()).isEmpty();
    assertThat(Schemas.spelled(facts)).isEqualTo("b(org_id int, z int); c(id int)");
    assertThat(Schemas.keys(facts.tables().get(0))).isEqualTo("org_id -> orgs(id)");
    assertThat(facts.rlsTables()).containsExactly("c");
    assertThat(facts.views()).extracting(ViewFact::name).containsExactly("v");
  }

  @Test
  void reads_a_changelog_in_yaml() {
    SchemaFacts facts =
        MigrationReader.read(
            "db/changelog.yaml",
            """
            databaseChangeLog:
              - changeSet:
                  id: 1
                  author: me
                  changes:
                    - createTable:
                        tableName: projects
                        columns:
                          - column:
                              name: id
                              type: uuid
                              constraints:
                                primaryKey: true
                                nullable: false
                          - column:
                              name: tenant_id
                              type: text
                    - addColumn:
                        tableName: projects
                        columns:
                          - column: {name: x, type: int}
                    - sql:
                        sql: create table other (id int)
                  rollback:
                    - dropTable:
                        tableName: projects
            """);

    assertThat(facts.problems()).isEmpty();
    assertThat(Schemas.spelled(facts))
        .isEqualTo("projects(id uuid!, tenant_id text, x int); other(id int)");
    assertThat(facts.tables().get(0).line()).isEqualTo(7);
  }

  @Test
  void a_table_that_is_made_elsewhere_is_known_by_the_columns_that_it_gets() {
    SchemaFacts facts =
        MigrationReader.read(
            "db/changelog.yaml",
            """
            databaseChangeLog:
              - changeSet:
                  id: 1
                  changes:
                    - addColumn:
                        tableName: projects
                        columns:
                          - column: {name: tenant_id, type: int}
            """);

    assertThat(Schemas.spelled(facts)).isEqualTo("projects(tenant_id int)");
    assertThat(facts.tables().get(0).line()).isEqualTo(6);
  }

  @Test
  void reads_a_changelog_in_json() {
    SchemaFacts facts =
        MigrationReader.read(
            "db/changelog.json",
            """
            {"databaseChangeLog": [{"changeSet": {"id": "1", "author": "me", "changes": [
              {"createTable": {"tableName": "t", "columns": [{"column": {"name": "id", "type": "int"}}]}}
            ]}}]}
            """);

    assertThat(Schemas.spelled(facts)).isEqualTo("t(id int)");
  }

  @Test
  void an_external_entity_is_not_opened() {
    SchemaFacts facts =
        MigrationReader.read(
            "db/changelog.xml",
            """
            <!DOCTYPE databaseChangeLog [<!ENTITY x SYSTEM "file:///etc/passwd">]>
            <databaseChangeLog><changeSet id="1" author="me">
              <createTable tableName="t"><column name="id" type="int" remarks="a"/></createTable>
              <sql>create table u (id int) &x; ;</sql>
            </changeSet></databaseChangeLog>
            """);

    assertThat(facts.tables()).extracting(TableFact::name).contains("t");
    assertThat(facts.toString()).doesNotContain("root:");
  }

  @Test
  void a_broken_changelog_is_a_problem_with_its_line() {
    SchemaFacts facts = xml("<changeSet id='1'>\n<createTable tableName='a'>\n</changeSet>\n");

    assertThat(facts.problems())
        .singleElement()
        .matches(p -> p.line() == 5 && p.reason().startsWith("the changelog cannot be read: "));
    assertThat(MigrationReader.read("a.yaml", "databaseChangeLog:\n  - a: [1\n  b").problems())
        .hasSize(1);
  }

  @Test
  void aliases_that_expand_without_end_are_a_problem() {
    StringBuilder yaml = new StringBuilder("databaseChangeLog:\n  - &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      yaml.append("  - &a")
          .append(i)
          .append(" [*a")
          .append(i - 1)
          .append(", *a")
          .append(i - 1)
          .append("]\n");
    }

    assertThat(MigrationReader.read("a.yml", yaml.toString()).problems())
        .singleElement()
        .matches(p -> p.reason().contains("expand"));
  }

  @Test
  void other_xml_and_yaml_is_no_changelog() {
    assertThat(MigrationReader.read("pom.xml", "<project/>")).isEqualTo(SchemaFacts.EMPTY);
    assertThat(MigrationReader.read("a.yml", "a: 1")).isEqualTo(SchemaFacts.EMPTY);
  }
}
