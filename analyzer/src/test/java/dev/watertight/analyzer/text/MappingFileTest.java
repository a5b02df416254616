package dev.watertight.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.analyzer.sql.Dialect;
import dev.watertight.core.tenant.detection.ColumnFact;
import dev.watertight.core.tenant.detection.TableFact;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class MappingFileTest {
  @Test
  void reads_entities_and_named_queries_of_orm_xml() {
    MappingFile file =
        MappingFile.read(
            "META-INF/orm.xml",
            """
            <entity-mappings xmlns="http://xmlns.jcp.org/xml/ns/persistence/orm" version="2.2">
              <package>com.acme</package>
              <named-query name="all"><query>select p from Project p</query></named-query>
              <entity class="Project">
                <table name="projects" schema="app"/>
                <named-native-query name="native">
                  <query><![CDATA[
                    select * from projects]]></query>
                </named-native-query>
                <multitenant><tenant-discriminator-column name="TENANT_ID"/></multitenant>
                <attributes>
                  <id name="id"><column name="id" nullable="false"/></id>
                  <many-to-one name="org"><join-column name="org_id"/></many-to-one>
                </attributes>
              </entity>
              <entity class="com.other.Plain"/>
            </entity-mappings>
            """);

    assertThat(file.problems()).isEmpty();
    assertThat(file.tables())
        .extracting(TableFact::name, TableFact::schema, TableFact::javaType, TableFact::line)
        .containsExactly(
            Tuple.tuple("projects", Optional.of("app"), Optional.of("com.acme.Project"), 4),
            Tuple.tuple("Plain", Optional.empty(), Optional.of("com.other.Plain"), 16));
    assertThat(file.tables().get(0).columns())
        .extracting(ColumnFact::name)
        .containsExactly("TENANT_ID", "id", "org_id");
    assertThat(file.tenantColumns()).containsExactly("TENANT_ID");
    assertThat(file.queries())
        .extracting(NamedQuery::name, NamedQuery::dialect)
        .containsExactly(Tuple.tuple("all", Dialect.JPQL), Tuple.tuple("native", Dialect.SQL));
    SourceText text = file.queries().get(1).text();
    assertThat(text.lineAt(text.text().indexOf("projects"))).isEqualTo(8);
  }

  @Test
  void reads_classes_and_queries_of_hbm_xml() {
    MappingFile file =
        MappingFile.read(
            "Project.hbm.xml",
            """
            <!DOCTYPE hibernate-mapping PUBLIC "x" "http://www.hibernate.org/dtd/x.dtd">
            <hibernate-mapping package="com.acme">
              <class name="Project" table="`projects`" schema="app">
                <id name="id" column="id"/>
                <property name="name" not-null="true"/>
                <many-to-one name="org"><column name="org_id"/></many-to-one>
                <component name="c"><property name="x" column="c_x"/></component>
                <subclass name="Special"><property name="y"/></subclass>
                <joined-subclass name="Joined" table="joined"><key column="id"/></joined-subclass>
              </class>
              <query name="q">from Project p</query>
              <sql-query name="s">select * from projects</sql-query>
            </hibernate-mapping>
            """);

    assertThat(file.tables())
        .extracting(TableFact::name, t -> t.javaType().orElse(""))
        .containsExactly(
            Tuple.tuple("projects", "com.acme.Project"),
            Tuple.tuple("projects", "com.acme.Special"),
            Tuple.tuple("joined", "com.acme.Joined"));
    assertThat(file.tables().get(0).columns())
        .extracting(c -> c.name() + (c.nullable() ? "" : "!"))
        .containsExactly("id", "name!", "org_id", "c_x");
    assertThat(file.queries())
        .extracting(NamedQuery::dialect, q -> q.text().text())
        .containsExactly(
            Tuple.tuple(Dialect.JPQL, "from Project p"),
            Tuple.tuple(Dialect.SQL, "select * from projects"));
  }

  @Test
  void a_broken_mapping_is_a_problem_and_other_xml_is_none() {
    assertThat(MappingFile.read("a.xml", "<hibernate-mapping><class>").problems()).hasSize(1);
    assertThat(MappingFile.read("a.xml", "<beans/>").problems()).isEmpty();
  }
}
