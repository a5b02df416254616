package dev.watertight.database.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.database.Servers;
import dev.watertight.database.scratch.ScratchDatabase;
import dev.watertight.database.scratch.ScratchServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabTest {
  private static final String SETTING = "app.current_org_id";
  private final ScratchServer server = Servers.shared();
  private final AtomicInteger opened = new AtomicInteger();
  private ScratchDatabase database = new ScratchDatabase("watertight_none");
  private Lab lab;
  private int looks;

  @BeforeEach
  void open() throws Exception {
    database = server.create();
    lab =
        new Lab(
            () -> {
              opened.incrementAndGet();
              return server.connect(database);
            },
            List.of(SETTING));
  }

  @AfterEach
  void close() throws Exception {
    lab.close();
    server.drop(database);
  }

  @Test
  void whatWasNeverSetIsNullInEachAttackAndTakesOneConnection() {
    for (int i = 0; i < 5; i++) {
      assertThat(seesNull()).isTrue();
    }
    assertThat(opened).hasValue(2);
  }

  @Test
  void aConnectionOnWhichAnAttackSetItIsNotUsedAgain() {
    neverSet("select set_config('" + SETTING + "', 'org_b', true)");
    assertThat(seesNull()).isTrue();
    neverSet("set local " + SETTING + " = 'org_b'");
    assertThat(seesNull()).isTrue();
  }

  @Test
  void aStatementThatLeavesTracesInItsSessionGetsAConnectionOfItsOwn() {
    neverSet("prepare p as select 1");
    assertThat(neverSet("select 1 from pg_prepared_statements where name = 'p'").leaks()).isFalse();
  }

  @Test
  void aRefusalDoesNotSpoilTheConnection() {
    assertThat(neverSet("select 1 / 0").kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(seesNull()).isTrue();
    assertThat(opened).hasValue(2);
  }

  /** Each time with another text: an attack is carried out once. */
  private boolean seesNull() {
    return neverSet(
            "select 'null' as state where current_setting('"
                + SETTING
                + "', true) is null limit "
                + ++looks)
        .leaks();
  }

  private Outcome neverSet(String sql) {
    return lab.run(
        AttackScript.as("postgres", Context.neverSet(), "looks at the setting")
            .attack(sql)
            .build());
  }
}
