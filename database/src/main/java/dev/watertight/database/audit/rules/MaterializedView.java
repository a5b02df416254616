package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Relation.Kind;
import java.util.ArrayList;
import java.util.List;

/** A materialized view of a tenant table, which no policy can protect. */
@AutoService(AuditRule.class)
public final class MaterializedView implements AuditRule {
  @Override
  public String name() {
    return "materialized-view";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    List<ViewRead> reads = ViewRead.all(subject);
    for (Relation stored : subject.catalog().relations()) {
      if (stored.kind() != Kind.MATERIALIZED_VIEW) {
        continue;
      }
      List<Relation> tables = ViewRead.tenantTables(subject, stored);
      if (tables.isEmpty()) {
        continue;
      }
      List<Relation> entries = new ArrayList<>();
      if (subject.app().hasAny(stored, "SELECT")) {
        entries.add(stored);
      } else {
        reads.stream()
            .filter(r -> r.target().equals(stored))
            .map(ViewRead::entry)
            .filter(e -> subject.app().hasAny(e, "SELECT"))
            .distinct()
            .forEach(entries::add);
      }
      List<String> refresh = refresh(subject, stored);
      List<AttackScript> scripts =
          entries.stream()
              .flatMap(e -> new ReadAttack(subject, e, tables, refresh).all().stream())
              .toList();
      if (!scripts.isEmpty()) {
        trial.prove(candidate(subject, stored, entries.get(0), tables), scripts);
      }
    }
  }

  /** It was made before there were rows; those that it is made of come first. */
  private static List<String> refresh(Subject subject, Relation stored) {
    List<String> statements = new ArrayList<>();
    ViewRead.below(subject, stored).stream()
        .filter(r -> r.kind() == Kind.MATERIALIZED_VIEW)
        .forEach(r -> statements.add(0, refresh(r)));
    statements.add(refresh(stored));
    return statements;
  }

  private static String refresh(Relation stored) {
    return "refresh materialized view " + stored.sql();
  }

  private static Candidate candidate(
      Subject subject, Relation stored, Relation entry, List<Relation> tables) {
    String through = entry.equals(stored) ? "" : " through the view `" + entry.label() + "`";
    return Candidate.of(
        stored.label(),
        tables.stream().findFirst().map(Relation::label),
        Severity.ERROR,
        "`"
            + stored.label()
            + "` keeps rows of `"
            + String.join("`, `", tables.stream().map(Relation::label).toList())
            + "` of all tenants, and policies do not exist on materialized views: `"
            + subject.app().role()
            + "` reads them all"
            + through
            + ". Revoke it: revoke all on "
            + entry.sql()
            + " from "
            + subject.app().role()
            + ", and show it through a view that asks for the tenant.");
  }
}
