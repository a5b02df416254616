package dev.watertight.analyzer.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.analyzer.sql.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatementJudgeTest {
  private static final Set<String> SCOPED = Set.of("projects", "tasks", "members");

  /** A statement, and the aliases of what is wrong in it. */
  record Case(String expected, String statement) {
    @Override
    public String toString() {
      return statement;
    }
  }

  @ParameterizedTest
  @MethodSource("queries")
  void relationsAreHeldToTheTenantOrFound(Case each) {
    assertThat(found(each.statement(), Judgement::unscoped)).isEqualTo(each.expected());
  }

  @ParameterizedTest
  @MethodSource("inserts")
  void insertsAreStampedOrFound(Case each) {
    assertThat(found(each.statement(), Judgement::unstamped)).isEqualTo(each.expected());
  }

  @ParameterizedTest
  @MethodSource("updates")
  void assignedTenantColumnsAreFound(Case each) {
    assertThat(found(each.statement(), Judgement::assigned)).isEqualTo(each.expected());
  }

  static Stream<Case> queries() throws IOException {
    return cases("queries.txt");
  }

  static Stream<Case> inserts() throws IOException {
    return cases("inserts.txt");
  }

  static Stream<Case> updates() throws IOException {
    return cases("updates.txt");
  }

  private static Stream<Case> cases(String file) throws IOException {
    try (InputStream in = StatementJudgeTest.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(l -> !l.startsWith("#") && !l.isBlank())
              .map(l -> l.split(" \\| ", 2))
              .map(l -> new Case(l[0], l[1]))
              .toList()
              .stream();
    }
  }

  private static String found(String statement, Function<Judgement, List<Gap>> kind) {
    Options options = new Options(Optional.of("app.current_org_id"), false, false);
    Optional<Judgement> judgement =
        new StatementJudge(StatementJudgeTest::table, options).judge(statement, Dialect.SQL);
    if (judgement.isEmpty()) {
      return "not read";
    }
    String gaps =
        kind.apply(judgement.get()).stream()
            .map(Gap::alias)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    return gaps.isEmpty() ? "-" : gaps;
  }

  private static Optional<KnownRelation> table(Optional<String> schema, String name) {
    if (name.equals("organizations")) {
      return Optional.of(
          new KnownRelation(
              name,
              false,
              List.of(Set.of("id")),
              Set.of(),
              Set.of(),
              Map.of(),
              Map.of(),
              Set.of(),
              List.of()));
    }
    return SCOPED.contains(name)
        ? Optional.of(
            new KnownRelation(
                name,
                true,
                List.of(Set.of("organization_id")),
                Set.of(),
                Set.of("id"),
                Map.of(),
                Map.of(),
                Set.of(),
                name.equals("members") ? List.of("id", "email", "organization_id") : List.of()))
        : Optional.empty();
  }
}
