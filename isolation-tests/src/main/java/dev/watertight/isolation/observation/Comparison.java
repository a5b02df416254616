package dev.watertight.isolation.observation;

import dev.watertight.isolation.observation.Difference.Kind;
import dev.watertight.isolation.observation.Observation.Failure;
import dev.watertight.isolation.observation.Observation.Field;
import dev.watertight.isolation.observation.Observation.Fields;
import dev.watertight.isolation.observation.Observation.Items;
import dev.watertight.isolation.observation.Observation.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what an operation showed in two worlds that differ in other tenants' data only. */
public final class Comparison {
  private final List<Difference> differences = new ArrayList<>();

  private Comparison() {}

  /** Compares two observations, which should have been made {@link Normal}. */
  public static Comparison of(Observation crowded, Observation alone) {
    Comparison comparison = new Comparison();
    comparison.compare(crowded, alone, "");
    return comparison;
  }

  /** Whether a caller cannot tell them apart. Never, where one was not looked at to the end. */
  public boolean equal() {
    return differences.isEmpty();
  }

  /** Whether nothing but the order of elements differs. */
  public boolean orderOnly() {
    return !equal() && differences.stream().allMatch(d -> d.kind() == Kind.ORDER);
  }

  /** Whether nothing can be said, since something was not looked at. */
  public boolean undecided() {
    return !equal() && differences.stream().allMatch(d -> d.kind() == Kind.CUT);
  }

  /** Each place where they differ. */
  public List<Difference> differences() {
    return List.copyOf(differences);
  }

  private void add(String path, Kind kind, Observation crowded, Observation alone) {
    differences.add(new Difference(path, kind, crowded.canonical(), alone.canonical()));
  }

  private void compare(Observation crowded, Observation alone, String path) {
    if (crowded instanceof Observation.Cut || alone instanceof Observation.Cut) {
      add(path, Kind.CUT, crowded, alone);
    } else if (crowded instanceof Failure || alone instanceof Failure) {
      if (!crowded.canonical().equals(alone.canonical())) {
        add(path, Kind.FAILURE, crowded, alone);
      }
    } else if (crowded instanceof Items c && alone instanceof Items a) {
      items(c, a, path);
    } else if (crowded instanceof Fields c && alone instanceof Fields a) {
      fields(c, a, path);
    } else if (!same(crowded, alone)) {
      add(path, Kind.VALUE, crowded, alone);
    }
  }

  private static boolean same(Observation crowded, Observation alone) {
    return crowded instanceof Leaf c && alone instanceof Leaf a && c.equals(a);
  }

  private void items(Items crowded, Items alone, String path) {
    List<Observation> extra = without(crowded.elements(), alone.elements());
    List<Observation> lacking = without(alone.elements(), crowded.elements());
    if (crowded.elements().size() != alone.elements().size()) {
      differences.add(
          new Difference(path, Kind.COUNT, count(crowded, extra), count(alone, lacking)));
      cuts(crowded, path);
      cuts(alone, path);
    } else if (extra.isEmpty() && crowded.cut().isEmpty()) {
      if (!crowded.canonical().equals(alone.canonical())) {
        add(path, Kind.ORDER, crowded, alone);
      }
    } else {
      for (int i = 0; i < crowded.elements().size(); i++) {
        compare(crowded.elements().get(i), alone.elements().get(i), path + "[" + i + "]");
      }
    }
  }

  private void cuts(Observation observation, String path) {
    observation
        .cut()
        .ifPresent(reason -> differences.add(new Difference(path, Kind.CUT, reason, reason)));
  }

  private static String count(Items items, List<Observation> only) {
    String some =
        only.stream().limit(3).map(Observation::canonical).collect(Collectors.joining(", "));
    int size = items.elements().size();
    return size + (size == 1 ? " element" : " elements") + (some.isEmpty() ? "" : ": " + some);
  }

  private static List<Observation> without(List<Observation> all, List<Observation> others) {
    List<String> left =
        others.stream()
            .map(Observation::canonical)
            .collect(Collectors.toCollection(ArrayList::new));
    return all.stream().filter(o -> !left.remove(o.canonical())).toList();
  }

  private void fields(Fields crowded, Fields alone, String path) {
    if (!crowded.type().equals(alone.type())) {
      add(path, Kind.VALUE, crowded, alone);
      return;
    }
    Map<String, Observation> there = new LinkedHashMap<>();
    alone.fields().forEach(f -> there.putIfAbsent(f.name(), f.value()));
    List<String> seen = new ArrayList<>();
    boolean map = crowded.type().equals("map");
    for (Field field : crowded.fields()) {
      seen.add(field.name());
      Observation other = there.get(field.name());
      String at = path + "." + field.name();
      if (other == null) {
        differences.add(
            new Difference(
                at, map ? Kind.COUNT : Kind.VALUE, field.value().canonical(), "(nothing)"));
      } else {
        compare(field.value(), other, at);
      }
    }
    for (Field field : alone.fields()) {
      if (!seen.contains(field.name())) {
        differences.add(
            new Difference(
                path + "." + field.name(),
                map ? Kind.COUNT : Kind.VALUE,
                "(nothing)",
                field.value().canonical()));
      }
    }
  }
}
