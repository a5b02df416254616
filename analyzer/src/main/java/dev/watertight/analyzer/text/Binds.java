package dev.watertight.analyzer.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code <bind>} gives a name in one statement and its includes, where it can only be one of a
 * few constant texts: a bind is always reached before each use, and none has a value that is
 * computed.
 */
final class Binds {
  private static final int DEEPEST = 60;
  private static final int MOST_WORK = 100_000;
  private static final Pattern USE = Pattern.compile("\\$\\{\\s*([\\w.]+)");

  private final Fragments fragments;
  private final Map<String, String> variables;
  private final Map<String, Set<String>> values = new TreeMap<>();
  private final Set<String> unknown = new HashSet<>();
  private int work;

  private Binds(Fragments fragments, Map<String, String> variables) {
    this.fragments = fragments;
    this.variables = variables;
  }

  /** The constant texts of each such name. */
  static Map<String, List<String>> of(
      MapperNode body, MapperFile file, Fragments fragments, Map<String, String> variables) {
    Binds binds = new Binds(fragments, variables);
    binds.collect(body, file, new HashSet<>(), 0);
    Map<String, List<String>> known = new TreeMap<>();
    binds.values.forEach(
        (name, texts) -> {
          if (!binds.unknown.contains(name) && !variables.containsKey(name)) {
            known.put(name, List.copyOf(texts));
          }
        });
    return binds.work > MOST_WORK ? Map.of() : known;
  }

  /** Goes through a part, and adds to the names that are bound what it always binds. */
  private void collect(MapperNode node, MapperFile from, Set<String> bound, int depth) {
    if (depth > DEEPEST || ++work > MOST_WORK) {
      work = MOST_WORK + 1;
      return;
    }
    int deeper = depth + 1;
    if (node instanceof MapperNode.Text text) {
      uses(text.text(), bound, 0);
    } else if (node instanceof MapperNode.Bind bind) {
      bind(bind, bound);
    } else if (node instanceof MapperNode.Sequence sequence) {
      sequence.parts().forEach(p -> collect(p, from, bound, deeper));
    } else if (node instanceof MapperNode.Optional optional) {
      collect(optional.part(), from, new HashSet<>(bound), deeper);
    } else if (node instanceof MapperNode.Repeated repeated) {
      collect(repeated.part(), from, new HashSet<>(bound), deeper);
    } else if (node instanceof MapperNode.Choice choice) {
      List<Set<String>> after = new ArrayList<>();
      for (MapperNode branch : choice.branches()) {
        Set<String> own = new HashSet<>(bound);
        collect(branch, from, own, deeper);
        after.add(own);
      }
      addCommon(after, bound);
    } else if (node instanceof MapperNode.Trimmed trimmed) {
      uses(trimmed.prefix() + trimmed.suffix(), bound, 0);
      collect(trimmed.part(), from, bound, deeper);
    } else if (node instanceof MapperNode.Include include) {
      include(include, from, bound, deeper);
    }
  }

  private void include(MapperNode.Include include, MapperFile from, Set<String> bound, int depth) {
    include.properties().values().forEach(v -> uses(v, bound, 0));
    Map<String, String> properties = new HashMap<>(variables);
    properties.putAll(include.properties());
    List<Set<String>> after = new ArrayList<>();
    for (Fragments.Found target :
        fragments.targets(from, Placeholders.resolved(include.refid(), properties))) {
      Set<String> own = new HashSet<>(bound);
      collect(target.fragment().body().node(), target.file(), own, depth);
      after.add(own);
    }
    addCommon(after, bound);
  }

  private static void addCommon(List<Set<String>> all, Set<String> bound) {
    if (!all.isEmpty()) {
      Set<String> common = new HashSet<>(all.get(0));
      all.forEach(common::retainAll);
      bound.addAll(common);
    }
  }

  private void bind(MapperNode.Bind bind, Set<String> bound) {
    if (bind.constant().isEmpty()) {
      unknown.add(bind.name());
      return;
    }
    values.computeIfAbsent(bind.name(), k -> new LinkedHashSet<>()).add(bind.constant().get());
    bound.add(bind.name());
  }

  /** A name that is used before it is bound is a parameter; so a variable's value may use it. */
  private void uses(String text, Set<String> bound, int depth) {
    if (text.indexOf('$') < 0 || depth > 2) {
      return;
    }
    Matcher use = USE.matcher(text);
    while (use.find()) {
      uses(variables.getOrDefault(use.group(1), ""), bound, depth + 1);
      if (!bound.contains(use.group(1))) {
        unknown.add(use.group(1));
      }
    }
  }
}
