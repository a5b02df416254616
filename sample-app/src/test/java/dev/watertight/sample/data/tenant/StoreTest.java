package dev.watertight.sample.data.tenant;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What the tests of the stores begin with: a {@link Workspace} of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreTest {
  private Workspace workspace;

  @BeforeAll
  void openWorkspace() {
    workspace = new Workspace();
  }

  @BeforeEach
  void begin() {
    workspace.begin();
  }

  @AfterEach
  void end() {
    workspace.end();
  }

  @AfterAll
  void closeWorkspace() {
    workspace.close();
  }

  Workspace workspace() {
    return workspace;
  }
}
