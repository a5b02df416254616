package dev.watertight.isolation.experiment;

import dev.watertight.isolation.observation.Canaries;
import dev.watertight.isolation.observation.Comparison;
import dev.watertight.isolation.observation.Difference;
import dev.watertight.isolation.observation.Normal;
import dev.watertight.isolation.observation.Observation;
import dev.watertight.isolation.observation.Sighting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides what came of a try: whether a foreign value was seen (canary), whether the others'
 * presence made a difference (noninterference), whether their rows were changed (integrity).
 */
final class Oracles {
  private static final int SHOWN = 200;
  private static final String NUMBERED = "<numbered>";

  private final Knowledge knowledge;
  private final Map<String, List<Row>> kept;

  /**
   * Oracles of a world.
   *
   * @param kept the rows of each table, with the others in it, as every try begins
   */
  Oracles(Knowledge knowledge, Map<String, List<Row>> kept) {
    this.knowledge = knowledge;
    this.kept = kept;
  }

  /** What can be seen in the presence of the others alone. */
  List<Breach> of(List<StepRun> crowded) {
    List<Breach> breaches = new ArrayList<>();
    Set<String> given = new HashSet<>(knowledge.common());
    Map<Integer, Set<String>> written = new HashMap<>();
    for (int i = 0; i < crowded.size(); i++) {
      StepRun run = crowded.get(i);
      given.addAll(texts(run.step()));
      // What a tenant wrote in an earlier request may come back to it in this one.
      Set<String> own = written.computeIfAbsent(run.step().tenant(), t -> new HashSet<>());
      if (!run.after().equals(run.before())) {
        own.addAll(texts(run.step()));
      }
      Set<String> allowed = new HashSet<>(own);
      allowed.addAll(texts(run.step()));
      canary(run, i, allowed, breaches);
      integrity(run, i, given, breaches);
      bleeds(run, i, breaches);
    }
    return breaches;
  }

  /** What can be seen of requests that ran at once: any of a tenant's may have written. */
  List<Breach> ofAtOnce(List<StepRun> runs) {
    Map<Integer, Set<String>> given = new HashMap<>();
    runs.forEach(
        r ->
            given.computeIfAbsent(r.step().tenant(), t -> new HashSet<>()).addAll(texts(r.step())));
    List<Breach> breaches = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      StepRun run = runs.get(i);
      canary(run, i, given.getOrDefault(run.step().tenant(), Set.of()), breaches);
      bleeds(run, i, breaches);
    }
    return breaches;
  }

  /** What differs from the world in which the first tenant is alone. */
  List<Breach> of(List<StepRun> crowded, List<StepRun> alone) {
    return of(crowded, alone, Unstable.NOTHING);
  }

  /**
   * What differs from the world in which the first tenant is alone.
   *
   * @param unstable what differs between two equal runs already: nothing is concluded from it
   */
  List<Breach> of(List<StepRun> crowded, List<StepRun> alone, Unstable unstable) {
    List<Breach> breaches = new ArrayList<>();
    int other = 0;
    for (int i = 0; i < crowded.size(); i++) {
      StepRun run = crowded.get(i);
      if (run.step().isOwn() && other < alone.size()) {
        noninterference(run, alone.get(other++), i, unstable, breaches);
      }
    }
    if (breaches.isEmpty() && !crowded.isEmpty() && !alone.isEmpty()) {
      ownRows(crowded, alone.get(alone.size() - 1), unstable, breaches);
    }
    return breaches;
  }

  private void canary(StepRun run, int step, Set<String> given, List<Breach> breaches) {
    Canaries canaries = Canaries.of(knowledge.othersThan(run.step().tenant()));
    Set<String> allowed = new HashSet<>(given);
    allowed.addAll(knowledge.common());
    for (Observation observation : run.observations()) {
      for (Sighting sighting : canaries.in(observation, allowed)) {
        breaches.add(
            new Breach(
                Breach.READ,
                step,
                who(run)
                    + " sees `"
                    + shortened(sighting.text())
                    + "` of tenant "
                    + sighting.tenant()
                    + (observation.failed() ? " in an exception" : "")
                    + (sighting.path().isEmpty() ? "" : " at " + sighting.path())));
        return;
      }
    }
  }

  private void integrity(StepRun run, int step, Set<String> given, List<Breach> breaches) {
    String self = knowledge.label(run.step().tenant());
    Set<String> tables = new TreeSet<>(run.after().keySet());
    tables.addAll(run.before().keySet());
    for (String table : tables) {
      List<Row> original = kept.getOrDefault(table, List.of());
      List<Row> before = run.before().getOrDefault(table, original);
      List<Row> after = run.after().getOrDefault(table, original);
      List<Row> lost = without(before, after);
      List<Row> gained = without(after, before);
      for (Row row : lost) {
        if (isForeign(row, self)) {
          breaches.add(
              new Breach(
                  Breach.WRITE,
                  step,
                  who(run)
                      + " changed or removed a row of tenant "
                      + row.owner()
                      + " in "
                      + table
                      + ": "
                      + shown(run, row)));
          return;
        }
      }
      for (Row row : gained) {
        if (isForeign(row, self)) {
          breaches.add(
              new Breach(
                  Breach.WRITE,
                  step,
                  who(run)
                      + " put a row into tenant "
                      + row.owner()
                      + "'s data in "
                      + table
                      + ": "
                      + shown(run, row)));
          return;
        }
        for (Sighting sighting :
            Canaries.of(knowledge.othersThan(run.step().tenant()))
                .in(new Observation.Leaf("json", row.text()), given)) {
          breaches.add(
              new Breach(
                  Breach.READ,
                  step,
                  who(run)
                      + " has `"
                      + shortened(sighting.text())
                      + "` of tenant "
                      + sighting.tenant()
                      + " in a row of its own now, in "
                      + table));
          return;
        }
      }
    }
  }

  /** Without ids and times that are others the next time. */
  private String shown(StepRun run, Row row) {
    return shortened(
        normal(run, new Observation.Leaf("json", row.text())).spots().stream()
            .map(Observation.Spot::text)
            .findFirst()
            .orElse(""));
  }

  private static boolean isForeign(Row row, String self) {
    return !row.owner().isEmpty() && !row.owner().equals(self);
  }

  private void bleeds(StepRun run, int step, List<Breach> breaches) {
    for (Bleed bleed : run.recording().bleeds()) {
      breaches.add(
          new Breach(
              Breach.BLEED,
              step,
              "the connection of "
                  + who(run)
                  + " came back to the pool with "
                  + bleed.setting()
                  + " = '"
                  + bleed.value()
                  + "'"));
    }
  }

  /** What differs between two runs of the same steps in the same world. */
  Unstable unstable(List<StepRun> first, List<StepRun> second) {
    Set<String> paths = new TreeSet<>();
    Set<String> orders = new TreeSet<>();
    Set<String> tables = new TreeSet<>();
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      StepRun a = first.get(i);
      StepRun b = second.get(i);
      for (int j = 0; j < Math.min(a.observations().size(), b.observations().size()); j++) {
        Comparison.of(normal(a, a.observations().get(j)), normal(b, b.observations().get(j)))
            .differences()
            .forEach(d -> (isOfOrder(d) ? orders : paths).add(d.path()));
      }
      Set<String> touched = new TreeSet<>(a.after().keySet());
      touched.addAll(b.after().keySet());
      for (String table : touched) {
        if (!own(a, table, knowledge.label(0)).equals(own(b, table, knowledge.label(0)))) {
          tables.add(table);
        }
      }
    }
    return new Unstable(paths, orders, tables);
  }

  /** Also of the parts of one text, as of an array in JSON. */
  private static boolean isOfOrder(Difference difference) {
    return difference.kind() == Difference.Kind.ORDER
        || (difference.kind() == Difference.Kind.VALUE
            && Arrays.equals(
                difference.crowded().chars().sorted().toArray(),
                difference.alone().chars().sorted().toArray()));
  }

  private void noninterference(
      StepRun crowded, StepRun alone, int step, Unstable unstable, List<Breach> breaches) {
    int count = Math.min(crowded.observations().size(), alone.observations().size());
    for (int i = 0; i < count; i++) {
      Comparison comparison =
          Comparison.of(
              normal(crowded, crowded.observations().get(i)),
              normal(alone, alone.observations().get(i)));
      Optional<Difference> found =
          comparison.differences().stream()
              .filter(d -> d.kind() != Difference.Kind.CUT && !unstable.paths().contains(d.path()))
              .filter(d -> !isOfOrder(d) || !unstable.orders().contains(d.path()))
              .findFirst();
      if (found.isPresent()) {
        Difference first = found.get();
        breaches.add(
            new Breach(
                Breach.INFERENCE,
                step,
                "what "
                    + who(crowded)
                    + " sees depends on other tenants"
                    + (first.path().isEmpty() ? "" : ", at " + first.path())
                    + ": "
                    + shortened(first.crowded())
                    + (comparison.orderOnly() ? Breach.OTHER_ORDER : ", and without them ")
                    + shortened(first.alone())));
        return;
      }
    }
  }

  /** The first tenant's own rows must come to the same, too. */
  private void ownRows(
      List<StepRun> crowded, StepRun alone, Unstable unstable, List<Breach> breaches) {
    StepRun last = crowded.get(crowded.size() - 1);
    if (crowded.stream().anyMatch(r -> !r.step().isOwn())) {
      return;
    }
    String self = knowledge.label(0);
    Set<String> tables = new TreeSet<>(last.after().keySet());
    tables.addAll(alone.after().keySet());
    tables.removeAll(unstable.tables());
    for (String table : tables) {
      List<String> with = own(last, table, self);
      List<String> without = own(alone, table, self);
      if (!with.equals(without)) {
        List<String> only = new ArrayList<>(with);
        without.forEach(only::remove);
        List<String> lacking = new ArrayList<>(without);
        with.forEach(lacking::remove);
        breaches.add(
            new Breach(
                Breach.INFERENCE,
                crowded.size() - 1,
                "what becomes of "
                    + who(last)
                    + "'s rows in "
                    + table
                    + " depends on other tenants: "
                    + shortened(String.valueOf(only))
                    + ", and without them "
                    + shortened(String.valueOf(lacking))));
        return;
      }
    }
  }

  private List<String> own(StepRun run, String table, String self) {
    Set<String> numbers = numbers(run);
    return run.after().getOrDefault(table, kept.getOrDefault(table, List.of())).stream()
        .filter(r -> r.owner().equals(self))
        .map(r -> unnumbered(r.text(), numbers))
        .map(text -> normal(run, new Observation.Leaf("json", text)).canonical())
        .sorted()
        .toList();
  }

  /** Whether the same steps gave the same, in results and in what changed. */
  boolean areSame(List<StepRun> some, List<StepRun> others) {
    for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
      StepRun a = some.get(i);
      StepRun b = others.get(i);
      if (!a.after().keySet().equals(b.after().keySet())
          || !Comparison.of(normal(a, a.last()), normal(b, b.last())).equal()) {
        return false;
      }
    }
    return true;
  }

  /** The observation without what differs by itself. */
  Observation normal(StepRun run, Observation observation) {
    Set<String> known = new HashSet<>(knowledge.known());
    known.addAll(texts(run.step()));
    Set<String> numbers = numbers(run);
    Observation unnumbered =
        observation.withTexts(
            spot ->
                spot.kind().equals("number") && numbers.contains(spot.text())
                    ? new Observation.Spot(spot.path(), NUMBERED, spot.kind())
                    : spot);
    return Normal.of(known, run.begin(), run.end(), Set.of()).of(unnumbered);
  }

  /**
   * The numbers that sequences gave the tenant's rows since the try began. That others' rows take
   * numbers from the same sequence shows in them, in every application that has one: which is the
   * schema's doing.
   */
  private Set<String> numbers(StepRun run) {
    String self = knowledge.label(run.step().tenant());
    Set<String> numbers = new HashSet<>();
    run.after()
        .forEach(
            (table, rows) ->
                without(rows, kept.getOrDefault(table, List.of())).stream()
                    .filter(r -> r.owner().equals(self))
                    .forEach(r -> numbers.addAll(knowledge.numbers(table, r))));
    return numbers;
  }

  private static String unnumbered(String json, Set<String> numbers) {
    String text = json;
    for (String number : numbers) {
      text = text.replaceAll(": " + number + "(?=[,}])", ": \"" + NUMBERED + "\"");
    }
    return text;
  }

  private String who(StepRun run) {
    return "tenant " + knowledge.label(run.step().tenant());
  }

  static Set<String> texts(Step step) {
    return step.draw().texts();
  }

  private static List<Row> without(List<Row> all, List<Row> others) {
    List<Row> left = new ArrayList<>(all);
    others.forEach(left::remove);
    return left;
  }

  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
