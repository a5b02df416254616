package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.catalog.SchemaGrants;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A function that runs as its owner and finds tables by names that the caller can take over. */
@AutoService(AuditRule.class)
public final class DefinerSearchPath implements AuditRule {
  private static final int MOST_CALLS = 4;
  private static final String TEMPORARY = "pg_temp";

  @Override
  public String name() {
    return "definer-search-path";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Function function : subject.catalog().functions()) {
      if (!DefinerCode.isLending(subject, function)) {
        continue;
      }
      Set<String> words = FunctionReach.words(function);
      List<Relation> named =
          subject.catalog().relations().stream()
              .filter(r -> r.kind() != Relation.Kind.SEQUENCE)
              .filter(r -> words.contains(r.name().toLowerCase(Locale.ROOT)))
              .filter(r -> FunctionReach.namesUnqualified(function, r))
              .toList();
      if (named.isEmpty()) {
        continue;
      }
      FunctionReach reach = FunctionReach.of(subject, function);
      List<String> uses = uses(subject, function, reach);
      Optional<Relation> prize = prize(subject, function, reach);
      if (uses.isEmpty() || prize.isEmpty()) {
        continue;
      }
      List<AttackScript> scripts = new ArrayList<>();
      for (String place : places(subject, named)) {
        Decoys decoys = new Decoys(subject, place, named, prize.get());
        uses.forEach(use -> scripts.add(decoys.attack(use)));
      }
      if (!scripts.isEmpty()) {
        Tries.judge(trial, candidate(function, prize.get()), scripts);
      }
    }
  }

  /** Statements of the application that make the function run. */
  private static List<String> uses(Subject subject, Function function, FunctionReach reach) {
    if (DefinerCode.isCallable(subject, function)) {
      return Call.of(subject, function, reach, MOST_CALLS).stream().map(Call::statement).toList();
    }
    return DefinerCode.isTriggers(function)
        ? Firing.of(subject, function).stream()
            .map(Firing::asApplication)
            .flatMap(List::stream)
            .toList()
        : List.of();
  }

  /** A tenant table that the owner reads and no policy holds it on. */
  private static Optional<Relation> prize(Subject subject, Function function, FunctionReach reach) {
    Rights owner = Rights.of(subject.catalog(), function.owner());
    List<Relation> tables = new ArrayList<>(reach.tenantTables());
    tables.addAll(subject.tenantTables());
    return tables.stream()
        .filter(t -> !owner.isHeldBy(t) && owner.has(t, "SELECT"))
        .filter(t -> subject.victims(t).isPresent())
        .findFirst();
  }

  /** Schemas in which the application can put things before the real ones. */
  private static List<String> places(Subject subject, List<Relation> named) {
    List<String> places = new ArrayList<>();
    if (subject.app().has(subject.catalog().databaseGrants(), "TEMPORARY")) {
      places.add(TEMPORARY);
    }
    subject.catalog().schemas().stream()
        .filter(s -> subject.app().has(s.grants(), "CREATE") && subject.app().uses(s.name()))
        .map(SchemaGrants::name)
        .filter(s -> named.stream().noneMatch(r -> r.schema().equals(s)))
        .forEach(places::add);
    return places;
  }

  private static Candidate candidate(Function function, Relation prize) {
    Optional<String> path =
        function.settings().stream().filter(s -> s.startsWith("search_path=")).findFirst();
    return Candidate.of(
        function.label(),
        Optional.of(prize.label()),
        Severity.ERROR,
        "`"
            + function.label()
            + "` runs as `"
            + function.owner()
            + "` and finds tables by names without a schema, "
            + path.map(p -> "on the path `" + p.substring("search_path=".length()) + "`")
                .orElse("on the caller's own path")
            + ", where the caller's temporary schema comes first: what it puts there runs as `"
            + function.owner()
            + "`. alter "
            + function.kind()
            + " "
            + DefinerCode.signature(function)
            + " set search_path = pg_catalog, public, pg_temp, or write the schema before each"
            + " name.");
  }
}
