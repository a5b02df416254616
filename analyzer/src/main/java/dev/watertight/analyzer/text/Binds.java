package dev.watertight.analyzer.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@code <bind>} gives a name in one statement and its includes, where it can only be one of a
 * few constant texts: one of the binds is always reached, and none has a value that is computed.
 */
final class Binds {
  private static final int DEEPEST = 60;
  private static final int MOST_WORK = 100_000;

  private final Fragments fragments;
  private final Map<String, String> variables;
  private final Map<String, Set<String>> values = new TreeMap<>();
  private final Set<String> always = new HashSet<>();
  private final Set<String> computed = new HashSet<>();
  private int work;

  private Binds(Fragments fragments, Map<String, String> variables) {
    this.fragments = fragments;
    this.variables = variables;
  }

  /** The constant texts of each such name. */
  static Map<String, List<String>> of(
      MapperNode body, MapperFile file, Fragments fragments, Map<String, String> variables) {
    Binds binds = new Binds(fragments, variables);
    binds.collect(body, file, true, 0);
    Map<String, List<String>> known = new TreeMap<>();
    binds.values.forEach(
        (name, texts) -> {
          if (binds.always.contains(name)
              && !binds.computed.contains(name)
              && !variables.containsKey(name)) {
            known.put(name, List.copyOf(texts));
          }
        });
    return binds.work > MOST_WORK ? Map.of() : known;
  }

  private void collect(MapperNode node, MapperFile from, boolean reached, int depth) {
    if (depth > DEEPEST || ++work > MOST_WORK) {
      work = MOST_WORK + 1;
      return;
    }
    if (node instanceof MapperNode.Bind bind) {
      bind(bind, reached);
    } else if (node instanceof MapperNode.Sequence sequence) {
      sequence.parts().forEach(p -> collect(p, from, reached, depth + 1));
    } else if (node instanceof MapperNode.Optional optional) {
      collect(optional.part(), from, false, depth + 1);
    } else if (node instanceof MapperNode.Choice choice) {
      choice.branches().forEach(b -> collect(b, from, false, depth + 1));
    } else if (node instanceof MapperNode.Trimmed trimmed) {
      collect(trimmed.part(), from, reached, depth + 1);
    } else if (node instanceof MapperNode.Repeated repeated) {
      collect(repeated.part(), from, false, depth + 1);
    } else if (node instanceof MapperNode.Include include) {
      Map<String, String> properties = new HashMap<>(variables);
      properties.putAll(include.properties());
      List<Fragments.Found> targets =
          fragments.targets(from, Placeholders.resolved(include.refid(), properties));
      for (Fragments.Found target : targets) {
        collect(
            target.fragment().body().node(),
            target.file(),
            reached && targets.size() == 1,
            depth + 1);
      }
    }
  }

  private void bind(MapperNode.Bind bind, boolean reached) {
    if (bind.constant().isEmpty()) {
      computed.add(bind.name());
      return;
    }
    values.computeIfAbsent(bind.name(), k -> new LinkedHashSet<>()).add(bind.constant().get());
    if (reached) {
      always.add(bind.name());
    }
  }
}
