package dev.watertight.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationErrorsTest {
  @TempDir Path root;

  @Nested
  class AnUnknownKey {
    @Test
    void namesTheNearestOfItsSection() throws Exception {
      assertThat(problems("tenant:\n  colum: org_id\n"))
          .containsExactly(
              "watertight.yml:2: unknown key `tenant.colum`; did you mean `tenant.column`?");
      assertThat(problems("tabels:\n  shared: []\n"))
          .containsExactly("watertight.yml:1: unknown key `tabels`; did you mean `tables`?");
    }

    @Test
    void mayBeSpeltAsInOtherFiles() throws Exception {
      assertThat(problems("code:\n  tenantFactory: [com.acme]\nreport:\n  fail_on: error\n"))
          .containsExactly(
              "watertight.yml:2: unknown key `code.tenantFactory`; did you mean"
                  + " `code.tenant-factory`?",
              "watertight.yml:4: unknown key `report.fail_on`; did you mean `report.fail-on`?");
    }

    @Test
    void thatIsRightInAnotherSectionNamesThatSection() throws Exception {
      assertThat(problems("code:\n  migrations: [db]\n"))
          .containsExactly(
              "watertight.yml:2: unknown key `code.migrations`; `migrations` belongs under"
                  + " `database`.");
      assertThat(problems("tenant:\n  suppressions: []\n"))
          .containsExactly(
              "watertight.yml:2: unknown key `tenant.suppressions`; `suppressions` belongs at the"
                  + " top of the file.");
      assertThat(problems("code:\n  tenant-macros: [T]\n"))
          .containsExactly(
              "watertight.yml:2: unknown key `code.tenant-macros`; `tenant-macros` belongs under"
                  + " `code.sql-templates`.");
    }

    @Test
    void thatCouldBeEitherNamesBoth() throws Exception {
      assertThat(problems("table: organizations\n"))
          .containsExactly(
              "watertight.yml:1: unknown key `table`; did you mean `tables`, or `tenant.table`?");
    }

    @Test
    void thatIsLikeNoOtherGetsTheListOfKeys() throws Exception {
      assertThat(problems("report:\n  colour: red\n"))
          .containsExactly(
              "watertight.yml:2: unknown key `report.colour`; `report` has the keys directory,"
                  + " fail-on, root.");
      assertThat(problems("version: 1\nzzz: 1\n"))
          .containsExactly(
              "watertight.yml:1: unknown key `version`; `version` belongs under `database`.",
              "watertight.yml:2: unknown key `zzz`; the file has the keys tenant, tables, code,"
                  + " database, report, suppressions.");
    }

    @Test
    void writtenWithADotIsToldToNest() throws Exception {
      assertThat(problems("tenant.column: org_id\n"))
          .containsExactly(
              "watertight.yml:1: unknown key `tenant.column`; keys nest: write `column:` under"
                  + " `tenant:`.");
    }

    @Test
    void inAnItemOfAListNamesTheItem() throws Exception {
      assertThat(
              problems(
                  """
                  suppressions:
                    - rule: opaque-sql
                      path: src/a
                      reasons: none
                  code:
                    query-apis:
                      - {type: a.B, tennant: [x], end: [list]}
                  """))
          .containsExactly(
              "watertight.yml:4: unknown key `suppressions[0].reasons`; did you mean"
                  + " `suppressions[0].reason`?",
              "watertight.yml:7: unknown key `code.query-apis[0].tennant`; did you mean"
                  + " `code.query-apis[0].tenant`?",
              "watertight.yml:7: `code.query-apis[0]` needs `tenant`, such as `[taskTenantId]`.");
    }

    @Test
    void isQuotedShortlyAndWithoutControlCharacters() throws Exception {
      assertThat(problems("\"a\\e[31m\\n" + "x".repeat(500) + "\": 1\n"))
          .singleElement()
          .asString()
          .startsWith("watertight.yml:1: unknown key `a [31m xxx")
          .contains("xxx…`; the file has the keys")
          .hasSizeLessThan(250);
    }
  }

  @Nested
  class AWrongType {
    @Test
    void saysWhatIsThereAndWhatMustBe() throws Exception {
      assertThat(
              problems(
                  """
                  tenant:
                    table: [a, b]
                    column: {a: b}
                    setting: 17
                    optional: sometimes
                  tables:
                    shared: plans
                    columns: [invoice]
                  code: [src]
                  database:
                    version: "17"
                    migrations: db
                  suppressions:
                    rule: opaque-sql
                  """))
          .containsExactly(
              "watertight.yml:2: `tenant.table` is a list, but must be a table name.",
              "watertight.yml:3: `tenant.column` is a map, but must be a column name or a list of"
                  + " column names.",
              "watertight.yml:4: `tenant.setting` is a number, but must be the name of a PostgreSQL"
                  + " setting; put it in quotes if it is one.",
              "watertight.yml:5: `tenant.optional` is a text, but must be true or false.",
              "watertight.yml:7: `tables.shared` is a text, but must be a list of table names.",
              "watertight.yml:8: `tables.columns` is a list, but must be a map from table names to"
                  + " column names.",
              "watertight.yml:9: `code` is a list, but must be a map with the keys sources,"
                  + " tenant-factory, tenant-scope-types, verified-identity, across-tenants,"
                  + " tenant-predicates, ownership-checks, tenant-types, context, sql-templates,"
                  + " caches, query-apis.",
              "watertight.yml:11: `database.version` is a text, but must be a whole number from 9 to"
                  + " 99.",
              "watertight.yml:12: `database.migrations` is a text, but must be a list of paths.",
              "watertight.yml:14: `suppressions` is a map, but must be a list of maps.");
    }

    @Test
    void ofAnItemNamesItsNumber() throws Exception {
      assertThat(problems("tables:\n  shared:\n    - plans\n    - {a: b}\n    - true\n    - 5\n"))
          .containsExactly(
              "watertight.yml:4: `tables.shared[1]` is a map, but must be a table name.",
              "watertight.yml:5: `tables.shared[2]` is a truth value, but must be a table name; put"
                  + " it in quotes if it is one.",
              "watertight.yml:6: `tables.shared[3]` is a number, but must be a table name; put it in"
                  + " quotes if it is one.");
    }

    @Test
    void ofTheWholeFile() throws Exception {
      String keys = "tenant, tables, code, database, report, suppressions.";
      assertThat(problems("- tenant\n"))
          .containsExactly(
              "watertight.yml:1: the file is a list, but must be a map with the keys " + keys);
      assertThat(problems("tenant\n"))
          .containsExactly(
              "watertight.yml:1: the file is a text, but must be a map with the keys " + keys);
    }

    @Test
    void ofAKeyThatIsNoName() throws Exception {
      assertThat(problems("? [tenant]\n: x\n"))
          .containsExactly(
              "watertight.yml:1: a key of the file is a list, but must be a plain name.");
    }

    @Test
    void isAKeyWithoutAValue() throws Exception {
      assertThat(problems("tenant:\n  column:\n  table: ~\ntables:\n  shared:\nsuppressions:\n"))
          .containsExactly(
              "watertight.yml:2: `tenant.column` has no value; give it a column name or a list of"
                  + " column names, or remove the key.",
              "watertight.yml:3: `tenant.table` has no value; give it a table name, or remove the"
                  + " key.",
              "watertight.yml:5: `tables.shared` has no value; give it a list of table names, or"
                  + " remove the key.",
              "watertight.yml:6: `suppressions` has no value; give it a list of maps, or remove the"
                  + " key.");
    }

    @Test
    void isAnEmptyText() throws Exception {
      assertThat(problems("tenant:\n  column: \" \"\n"))
          .containsExactly(
              "watertight.yml:2: `tenant.column` is empty, but must be a column name.");
    }
  }

  @Nested
  class AWrongValue {
    @Test
    void ofAChoiceListsTheWords() throws Exception {
      assertThat(
              problems(
                  """
                  tenant:
                    enforced-by: [hibernate-filters]
                  database:
                    engine: h2
                  report:
                    fail-on: warn
                  """))
          .containsExactly(
              "watertight.yml:2: `tenant.enforced-by[0]` is `hibernate-filters`, but must be one of"
                  + " hibernate-tenant-id, hibernate-filter, eclipselink-multitenant,"
                  + " mybatis-plus-tenant-line, statement-inspector, row-level-security; did you"
                  + " mean `hibernate-filter`?",
              "watertight.yml:4: `database.engine` is `h2`, but must be one of embedded,"
                  + " testcontainers, jdbc.",
              "watertight.yml:6: `report.fail-on` is `warn`, but must be one of error, warning, note,"
                  + " never.");
    }

    @Test
    void ofANumberNamesItsBounds() throws Exception {
      assertThat(problems("database:\n  version: 170\n"))
          .containsExactly(
              "watertight.yml:2: `database.version` is `170`, but must be a whole number from 9 to"
                  + " 99.");
      assertThat(problems("database:\n  version: 17.5\n"))
          .containsExactly(
              "watertight.yml:2: `database.version` is `17.5`, but must be a whole number from 9 to"
                  + " 99.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-02-30", "2027-3-1", "31.03.2027", "tomorrow", "2027-13-01"})
    void ofADateIsNoDay(String day) throws Exception {
      assertThat(
              problems(
                  "suppressions:\n- {rule: opaque-sql, path: a, reason: b, expires: "
                      + day
                      + "}\n"))
          .containsExactly(
              "watertight.yml:2: `suppressions[0].expires` is `"
                  + day
                  + "`, but must be a date, such as 2027-03-31.");
    }

    @Test
    void ofARuleNamesTheNearestRule() throws Exception {
      assertThat(
              problems(
                  """
                  suppressions:
                    - {rule: raw-table-acces, path: src/a, reason: x}
                    - {rule: qwertyuiop, path: src/a, reason: x}
                  """))
          .containsExactly(
              "watertight.yml:2: `suppressions[0].rule` is `raw-table-acces`, which is not the name"
                  + " of a rule; did you mean `raw-table-access`?",
              "watertight.yml:3: `suppressions[1].rule` is `qwertyuiop`, which is not the name of a"
                  + " rule: docs/rules lists them.");
    }

    @Test
    void ofASuppressionsPathCouldNeverMatch() throws Exception {
      assertThat(
              problems(
                  """
                  suppressions:
                    - {rule: opaque-sql, path: /home/me/src, reason: x}
                    - {rule: opaque-sql, path: 'src\\main', reason: x}
                    - {rule: opaque-sql, path: 'C:/src', reason: x}
                    - {rule: opaque-sql, path: '../src', reason: x}
                    - {rule: opaque-sql, path: 'src/{a,b', reason: x}
                  """))
          .containsExactly(
              "watertight.yml:2: `suppressions[0].path` is `/home/me/src`, which must be relative to"
                  + " the project's root, not absolute.",
              "watertight.yml:3: `suppressions[1].path` is `src\\main`, which must have `/` between"
                  + " folders, not `\\`.",
              "watertight.yml:4: `suppressions[2].path` is `C:/src`, which must be relative to the"
                  + " project's root, not absolute.",
              "watertight.yml:5: `suppressions[3].path` is `../src`, which must not have `..` in it.",
              "watertight.yml:6: `suppressions[4].path` is `src/{a,b`, which has a `{` without its"
                  + " `}`.");
    }

    @Test
    void ofAJavaNameIsAPathOrAMethodWithoutItsType() throws Exception {
      assertThat(
              problems(
                  """
                  code:
                    tenant-factory: [com/acme/tenant]
                    verified-identity: [Session.java]
                    ownership-checks: [checkOwner]
                  tables:
                    keyed-by-tenant: [flows]
                  """))
          .containsExactly(
              "watertight.yml:2: `code.tenant-factory[0]` is `com/acme/tenant`, which must be a Java"
                  + " name, such as `com.acme.data.Session`.",
              "watertight.yml:3: `code.verified-identity[0]` is `Session.java`, which must be a Java"
                  + " name, such as `com.acme.data.Session`.",
              "watertight.yml:4: `code.ownership-checks[0]` is `checkOwner`, which must be a type and"
                  + " its method, such as `com.acme.Repo#find`.",
              "watertight.yml:6: `tables.keyed-by-tenant[0]` is `flows`, which must name a table and"
                  + " its column, such as `flows.key`.");
    }

    @Test
    void ofAVariableIsNotReplaced() throws Exception {
      assertThat(problems("database:\n  user: ${DB_USER}\n"))
          .containsExactly(
              "watertight.yml:2: `database.user` is a `${…}`, which is not replaced here; override"
                  + " the key instead.");
    }
  }

  @Nested
  class AnEntry {
    @Test
    void ofSuppressionsNeedsItsRuleAndOnePlace() throws Exception {
      assertThat(
              problems(
                  """
                  suppressions:
                    - {path: src/a, reason: x}
                    - {rule: opaque-sql, reason: x}
                    - {rule: opaque-sql, path: src/a, object: b, reason: x}
                    -
                    - opaque-sql
                  """))
          .containsExactly(
              "watertight.yml:2: `suppressions[0]` needs `rule`, such as `raw-table-access`.",
              "watertight.yml:3: `suppressions[1]` needs one of `path`, `object`.",
              "watertight.yml:4: `suppressions[2]` has `path` and `object`, but must have only one of"
                  + " `path`, `object`; write one entry for each.",
              "watertight.yml:5: `suppressions[3]` has no value; give it a map with the keys rule,"
                  + " path, object, reason, expires, or remove the key.",
              "watertight.yml:6: `suppressions[4]` is a text, but must be a map with the keys rule,"
                  + " path, object, reason, expires.");
    }

    @Test
    void ofAcrossTenantsNeedsOneMark() throws Exception {
      assertThat(
              problems(
                  """
                  code:
                    across-tenants:
                      - {reason: x}
                      - {method: a, call: "b#c", reason: x}
                      - {method: a, when: {b: c}, reason: x}
                  """))
          .containsExactly(
              "watertight.yml:3: `code.across-tenants[0]` needs one of `annotation`, `method`,"
                  + " `call`.",
              "watertight.yml:4: `code.across-tenants[1]` has `method` and `call`, but must have only"
                  + " one of `annotation`, `method`, `call`; write one entry for each.",
              "watertight.yml:5: `code.across-tenants[2].when` has a meaning only beside"
                  + " `annotation`.");
    }

    @Test
    void withoutAReasonIsReadBecauseItBecomesAFinding() throws Exception {
      assertThat(
              read("""
                      suppressions:
                        - {rule: opaque-sql, path: src/a}
                        - {rule: opaque-sql, path: src/a, reason: " "}
                        - {rule: opaque-sql, path: src/a, reason: }
                        - {rule: opaque-sql, path: src/a, reason: 4711}
                      """)
                  .suppressions())
          .extracting(Configuration.Suppression::reason)
          .containsExactly("", "", "", "4711");
    }
  }

  @Nested
  class ASecret {
    private static final String SECRET = "hunter2";

    @ParameterizedTest
    @ValueSource(
        strings = {
          "database:\n  password: hunter2\n",
          "database:\n  passwd: hunter2\n",
          "password: hunter2\n",
          "tenant:\n  secret: hunter2\n"
        })
    void asAKeyIsRefused(String yaml) throws Exception {
      assertThat(problems(yaml))
          .singleElement()
          .asString()
          .contains(
              "is refused: a password does not belong into a configuration. Put it into an"
                  + " environment variable, and the variable's name into `database.password-env`.")
          .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "jdbc:postgresql://localhost/app?user=me&password=hunter2",
          "jdbc:postgresql://localhost/app?PASSWORD=hunter2",
          "jdbc:postgresql://localhost/app?p%61ssword=hunter2",
          "jdbc:postgresql://localhost/app?sslpassword=hunter2",
          "jdbc:postgresql://me:hunter2@localhost/app"
        })
    void inAUrlIsRefused(String url) throws Exception {
      assertThat(problems("database:\n  url: " + url + "\n"))
          .containsExactly(
              "watertight.yml:2: `database.url` holds a password: take it out, and name the"
                  + " environment variable that holds it in `database.password-env`.");
    }

    @Test
    void inPlaceOfAVariablesNameIsNotRepeated() throws Exception {
      assertThat(problems("database:\n  password-env: hunter2!\n"))
          .containsExactly(
              "watertight.yml:2: `database.password-env` must be the name of an environment variable"
                  + " (letters, digits, `_`), never the password itself.");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "database:\n  url: [hunter2]\n",
          "database:\n  url: hunter2\n",
          "database:\n  password: *hunter2\n",
          "database:\n  password: !hunter2 x\n",
          "database:\n  password: \"hunter2\n",
          "database:\n  password: \"\\hunter2\"\n",
          "database:\n  password: hunter2: x\n",
          "database:\n  password: %hunter2\n",
          "database:\n  password: @hunter2\n",
          "database:\n  password: &hunter2\n  password: `hunter2`\n",
          "database:\n  password: |hunter2\n",
          "database:\n  password: !<hunter2\n",
          "database:\n  password: !hunter2!x y\n",
          "%TAG hunter2\n---\ndatabase: {}\n",
          "database:\n  pasword: hunter2\n",
        })
    void isNotRepeatedHoweverTheFileIsBroken(String yaml) throws Exception {
      assertThat(problems(yaml)).allSatisfy(problem -> assertThat(problem).doesNotContain(SECRET));
    }

    @Test
    void isNotNeededInAUrlWithoutOne() throws Exception {
      assertThat(
              read("database:\n  url: jdbc:postgresql://me@localhost:5432/app?ssl=true\n")
                  .database()
                  .url())
          .contains("jdbc:postgresql://me@localhost:5432/app?ssl=true");
    }
  }

  @Nested
  class AFile {
    @ParameterizedTest
    @ValueSource(
        strings = {"", "\n\n", "# nothing yet\n", "---\n", "\uFEFF", "{}\n", "tenant:\ncode:\n"})
    void withNothingInItMeansTheDefaults(String yaml) throws Exception {
      Configuration read = read(yaml);
      assertThat(read.code()).isEqualTo(Configuration.defaults().code());
      assertThat(read.tenant()).isEqualTo(Configuration.defaults().tenant());
    }

    @Test
    void thatIsNotThereMeansTheDefaults() throws Exception {
      assertThat(ConfigurationReader.find(root, Overrides.none()).code())
          .isEqualTo(Configuration.defaults().code());
    }

    @Test
    void thatWasNamedMustBeThere() {
      assertThatThrownBy(
              () ->
                  ConfigurationReader.read(
                      Optional.of(root.resolve("other.yml")), "conf/other.yml", Overrides.none()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage("conf/other.yml: there is no such file.");
    }

    @Test
    void ofAnotherNameIsNotPassedOver() throws Exception {
      Files.writeString(root.resolve("watertight.yaml"), "tenant: {}\n");
      assertThatThrownBy(() -> ConfigurationReader.find(root, Overrides.none()))
          .hasMessage("watertight.yaml: is not read; the configuration's name is watertight.yml.");
    }

    @Test
    void thatIsAFolder() throws Exception {
      Files.createDirectory(root.resolve("watertight.yml"));
      assertThatThrownBy(() -> ConfigurationReader.find(root, Overrides.none()))
          .hasMessage("watertight.yml: is a folder, not a file.");
    }

    @Test
    void thatIsALinkToItself() throws Exception {
      Files.createSymbolicLink(root.resolve("watertight.yml"), root.resolve("watertight.yml"));
      assertThatThrownBy(() -> ConfigurationReader.find(root, Overrides.none()))
          .hasMessageStartingWith("watertight.yml: cannot be read: ")
          .hasMessageContaining("symbolic link");
    }

    @Test
    void thatIsBinary() throws Exception {
      assertThat(problems(new byte[] {'t', 0, 1, 2}))
          .containsExactly("watertight.yml: is not a text file: it has a zero byte in it.");
    }

    @Test
    void inAnotherEncoding() throws Exception {
      assertThat(problems("tenant:\n  table: größe\n".getBytes(StandardCharsets.ISO_8859_1)))
          .containsExactly("watertight.yml:2: these bytes are not UTF-8; save the file in UTF-8.");
      assertThat(problems("tenant: {}\n".getBytes(StandardCharsets.UTF_16)))
          .containsExactly("watertight.yml: is encoded in UTF-16; save it in UTF-8.");
    }

    @Test
    void thatIsHuge() throws Exception {
      assertThat(problems(new byte[50_000_000]))
          .containsExactly(
              "watertight.yml: is larger than 1 MiB, which is no configuration; is it another"
                  + " file?");
    }

    @Test
    void withAControlCharacter() throws Exception {
      assertThat(problems("tenant:\n  table: a\u0007b\n"))
          .containsExactly(
              "watertight.yml:2: the character U+0007 is not allowed in YAML; remove it.");
    }

    @Test
    void indentedWithTabs() throws Exception {
      assertThat(problems("tenant:\n\tcolumn: org_id\n"))
          .containsExactly(
              "watertight.yml:2: is not valid YAML: a tab; YAML indents with spaces only.");
    }

    @Test
    void thatIsNoYaml() throws Exception {
      assertThat(problems("tenant:\n  column: [a, b\n"))
          .containsExactly(
              "watertight.yml:3: is not valid YAML: expected ',' or ']', but got <stream end>.");
      assertThat(problems("tenant:\n  table: a: b\n"))
          .containsExactly(
              "watertight.yml:2: is not valid YAML: a `:` where none can be; put the text in quotes,"
                  + " or indent the line as its neighbours.");
    }

    @Test
    void withTwoDocuments() throws Exception {
      assertThat(problems("tenant: {}\n---\ncode: {}\n"))
          .containsExactly(
              "watertight.yml:2: has a second document (`---`); one file holds one configuration.");
    }

    @Test
    void withAKeyTwice() throws Exception {
      assertThat(problems("tenant:\n  table: a\ncode: {}\ntenant:\n  table: b\n"))
          .containsExactly("watertight.yml:4: `tenant` is given twice; the first is in line 1.");
      assertThat(problems("tables:\n  columns: {invoice: a, invoice: b}\n"))
          .containsExactly(
              "watertight.yml:2: `tables.columns.invoice` is given twice; the first is in line 2.");
    }

    @Test
    void withTagsOrMergeKeys() throws Exception {
      assertThat(problems("tenant: !!java.util.Date {}\ntables:\n  shared: !x [a]\n  <<: {}\n"))
          .containsExactly(
              "watertight.yml:1: `tenant` has a tag (`!…`); tags mean nothing here.",
              "watertight.yml:3: `tables.shared` has a tag (`!…`); tags mean nothing here.",
              "watertight.yml:4: `<<` is not read: merge keys are no part of YAML 1.2.");
    }

    @Test
    void withAnAliasBomb() throws Exception {
      StringBuilder bomb = new StringBuilder("tables:\n  shared: &a0 [lol, lol]\n");
      for (int i = 1; i < 60; i++) {
        bomb.append("  x").append(i).append(": &a").append(i).append(" [");
        bomb.append("*a").append(i - 1).append(", *a").append(i - 1).append("]\n");
      }
      assertThat(problems(bomb.toString()))
          .containsExactly("watertight.yml: is not valid YAML: it has more than 50 aliases.");
    }

    @Test
    void thatContainsItself() throws Exception {
      assertThat(problems("tables:\n  shared: &a [*a]\n"))
          .containsExactly(
              "watertight.yml:2: `tables.shared[0]` is a list, but must be a table name.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void nestedWithoutEnd(String opening) throws Exception {
      assertThat(problems("tenant: \n  " + opening.repeat(100_000)))
          .containsExactly("watertight.yml:2: nests deeper than 20 levels; no key needs that.");
    }

    @Test
    void withAnAnchorForARepeatedReasonIsFine() throws Exception {
      assertThat(
              read("""
                      suppressions:
                        - {rule: opaque-sql, path: a, reason: &r the reason}
                        - {rule: opaque-sql, path: b, reason: *r }
                      """)
                  .suppressions())
          .extracting(Configuration.Suppression::reason)
          .containsExactly("the reason", "the reason");
    }

    @Test
    void withWindowsLineEndsIsFine() throws Exception {
      assertThat(read("tenant:\r\n  column: org_id\r\n").tenant().columns())
          .containsExactly("org_id");
    }

    @Test
    void withVeryManyProblemsShowsSomeAndCountsTheRest() throws Exception {
      StringBuilder yaml = new StringBuilder();
      for (int i = 0; i < 1000; i++) {
        yaml.append("zzzzzz").append(i).append(": 1\n");
      }
      assertThat(problems(yaml.toString()))
          .hasSize(101)
          .last()
          .isEqualTo("and 900 more problems of this kind");
    }
  }

  @Test
  void allProblemsAreToldInTheOrderOfTheLines() throws Exception {
    List<String> problems =
        problems(
            """
            suppressions:
              - {rule: nothing-like-it, path: a}
            report:
              fail-on: loud
            tenant:
              colum: a
            """);
    assertThat(problems)
        .extracting(p -> p.substring(0, 16))
        .containsExactly("watertight.yml:2", "watertight.yml:4", "watertight.yml:6");
    assertThat(catchThrowableOfType(ConfigurationException.class, () -> read("a: 1\nb: 2\n")))
        .hasMessage(
            "watertight.yml:1: unknown key `a`; the file has the keys tenant, tables, code,"
                + " database, report, suppressions."
                + System.lineSeparator()
                + "watertight.yml:2: unknown key `b`; the file has the keys tenant, tables, code,"
                + " database, report, suppressions.");
  }

  private Configuration read(String yaml) throws IOException, ConfigurationException {
    Files.writeString(root.resolve("watertight.yml"), yaml);
    return ConfigurationReader.find(root, Overrides.none());
  }

  private List<String> problems(String yaml) throws IOException {
    return problems(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> problems(byte[] file) throws IOException {
    Files.write(root.resolve("watertight.yml"), file);
    ConfigurationException thrown =
        catchThrowableOfType(
            ConfigurationException.class, () -> ConfigurationReader.find(root, Overrides.none()));
    assertThat(thrown).isNotNull();
    return thrown.problems();
  }
}
