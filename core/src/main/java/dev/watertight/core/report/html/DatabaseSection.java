package dev.watertight.core.report.html;

import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.Fingerprint;
import dev.watertight.core.finding.Proof;
import dev.watertight.core.finding.Status;
import dev.watertight.core.report.AttackCount;
import dev.watertight.core.report.Report;
import dev.watertight.core.report.html.DatabaseView.AttackView;
import dev.watertight.core.report.html.DatabaseView.Cell;
import dev.watertight.core.report.html.DatabaseView.Table;
import dev.watertight.core.tenant.TableProtection;
import dev.watertight.core.tenant.TableProtection.Guard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The part of the page that is about the database. */
final class DatabaseSection {
  private static final String LIMITS = "what-rls-cannot-stop.md";
  private static final String WHOLE = "The database as a whole";
  private static final int ID_LENGTH = 12;

  private DatabaseSection() {}

  /** Empty where no schema was audited. */
  static Optional<DatabaseView> of(Report report) {
    if (report.parts().stream().noneMatch(p -> p.name().equals("audit"))
        && report.attacks().isEmpty()) {
      return Optional.empty();
    }
    List<String> guards =
        report.protections().stream()
            .flatMap(p -> p.guards().stream())
            .map(Guard::name)
            .distinct()
            .toList();
    Map<String, List<Attack>> attacks =
        report.attacks().stream()
            .collect(
                Collectors.groupingBy(
                    a -> a.table().orElse(WHOLE), TreeMap::new, Collectors.toList()));
    List<Table> tables = new ArrayList<>();
    for (TableProtection protection : report.protections()) {
      tables.add(
          table(
              protection.table(),
              cells(protection, guards),
              attacks.getOrDefault(protection.table(), List.of())));
    }
    TreeSet<String> unguarded = new TreeSet<>(attacks.keySet());
    report.protections().forEach(p -> unguarded.remove(p.table()));
    unguarded.forEach(t -> tables.add(table(t, List.of(), attacks.getOrDefault(t, List.of()))));
    tables.sort(
        Comparator.comparingInt(DatabaseSection::need)
            .thenComparing(t -> t.name().equals(WHOLE) ? 1 : 0)
            .thenComparing(Table::name)
            .thenComparing(Table::id));
    return Optional.of(
        new DatabaseView(AttackCount.of(report.attacks()), guards, distinct(tables), limits()));
  }

  private static int need(Table table) {
    if (table.count().leaked() > 0 || table.cells().stream().anyMatch(c -> is(c, "missing"))) {
      return 0;
    }
    return table.count().failed() > 0 || table.failing() > 0 ? 1 : 2;
  }

  private static boolean is(Cell cell, String state) {
    return cell.state().equals(state);
  }

  private static Table table(String name, List<Cell> cells, List<Attack> attacks) {
    List<AttackView> views =
        attacks.stream()
            .sorted(
                Comparator.comparingInt((Attack a) -> rank(a.outcome()))
                    .thenComparing(Attack::rule)
                    .thenComparing(Attack.ORDER))
            .map(DatabaseSection::view)
            .toList();
    String id = "table-" + Fingerprint.of("table", name).substring(0, ID_LENGTH);
    return new Table(id, name, cells, views, AttackCount.of(attacks));
  }

  /** Two modules may have a table of one name. */
  private static List<Table> distinct(List<Table> tables) {
    Map<String, Integer> seen = new TreeMap<>();
    return tables.stream()
        .map(
            t -> {
              int ordinal = seen.merge(t.id(), 1, Integer::sum);
              return ordinal == 1
                  ? t
                  : new Table(t.id() + "-" + ordinal, t.name(), t.cells(), t.attacks(), t.count());
            })
        .toList();
  }

  private static List<Cell> cells(TableProtection protection, List<String> guards) {
    Map<String, Guard> byName =
        protection.guards().stream()
            .collect(Collectors.toMap(Guard::name, g -> g, (a, b) -> a, TreeMap::new));
    return guards.stream().map(name -> cell(name, Optional.ofNullable(byName.get(name)))).toList();
  }

  private static Cell cell(String name, Optional<Guard> guard) {
    if (guard.isEmpty()) {
      return new Cell(name, "none", "–", "not looked at");
    }
    String detail = guard.get().detail();
    return switch (guard.get().state()) {
      case HOLDS -> new Cell(name, "holds", "✓", detail);
      case WEAK -> new Cell(name, "weak", "!", detail);
      case MISSING -> new Cell(name, "missing", "✕", detail);
      case NOT_APPLICABLE -> new Cell(name, "none", "–", detail);
    };
  }

  private static AttackView view(Attack attack) {
    return new AttackView(
        attack.rule(),
        attack.table().orElse(WHOLE),
        attack.location().object(),
        attack.description(),
        attack.outcome().label(),
        outcome(attack.outcome()),
        Replay.of(attack.proof()).orElseGet(() -> told(attack.proof())));
  }

  /** An attack without a text to replay still says what came of it. */
  private static Replay told(Proof proof) {
    Map<String, String> fields = proof.fields();
    return new Replay(
        "",
        fields.getOrDefault("role", ""),
        fields.getOrDefault("setting", ""),
        fields.getOrDefault("tenants", ""),
        fields.getOrDefault("seen", ""),
        fields.getOrDefault("reason", ""),
        fields.getOrDefault("condition", ""));
  }

  private static int rank(Status outcome) {
    return switch (outcome) {
      case PROVEN -> 0;
      case UNPROVEN -> 1;
      case REFUTED, SUSPECTED -> 2;
    };
  }

  private static String outcome(Status outcome) {
    return switch (outcome) {
      case PROVEN -> "leaked";
      case UNPROVEN -> "not carried out";
      case REFUTED, SUSPECTED -> "stopped";
    };
  }

  private static String limits() {
    try (InputStream in = DatabaseSection.class.getResourceAsStream(LIMITS)) {
      if (in == null) {
        throw new IllegalStateException(LIMITS + " is missing beside " + DatabaseSection.class);
      }
      String page = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
      // The page's own heading is the section's.
      return new Markdown(rule -> false).render(page.substring(page.indexOf('\n') + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(LIMITS, e);
    }
  }
}
