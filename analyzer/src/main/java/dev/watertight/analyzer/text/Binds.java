package dev.watertight.analyzer.text;

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

  private final Object root = new Object();
  private final Fragments fragments;
  private final Map<String, String> variables;
  private final Map<String, Set<String>> values = new TreeMap<>();

  /** The loops, or the statement, in which a bind of the name is always reached. */
  private final Map<String, Set<Object>> always = new HashMap<>();

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
    binds.collect(body, file, binds.root, true, 0);
    Map<String, List<String>> known = new TreeMap<>();
    binds.values.forEach(
        (name, texts) -> {
          if (!binds.unknown.contains(name) && !variables.containsKey(name)) {
            known.put(name, List.copyOf(texts));
          }
        });
    return binds.work > MOST_WORK ? Map.of() : known;
  }

  /**
   * Goes through a part.
   *
   * @param scope the outermost loop around it, or the statement
   * @param reached whether it is reached whenever the scope is
   */
  private void collect(MapperNode node, MapperFile from, Object scope, boolean reached, int depth) {
    if (depth > DEEPEST || ++work > MOST_WORK) {
      work = MOST_WORK + 1;
      return;
    }
    int deeper = depth + 1;
    if (node instanceof MapperNode.Text text) {
      uses(text.text(), scope);
    } else if (node instanceof MapperNode.Bind bind) {
      bind(bind, scope, reached);
    } else if (node instanceof MapperNode.Sequence sequence) {
      sequence.parts().forEach(p -> collect(p, from, scope, reached, deeper));
    } else if (node instanceof MapperNode.Optional optional) {
      collect(optional.part(), from, scope, false, deeper);
    } else if (node instanceof MapperNode.Choice choice) {
      choice.branches().forEach(b -> collect(b, from, scope, false, deeper));
    } else if (node instanceof MapperNode.Trimmed trimmed) {
      uses(trimmed.prefix() + trimmed.suffix(), scope);
      collect(trimmed.part(), from, scope, reached, deeper);
    } else if (node instanceof MapperNode.Repeated repeated) {
      boolean outermost = scope == root;
      collect(
          repeated.part(), from, outermost ? new Object() : scope, reached && outermost, deeper);
    } else if (node instanceof MapperNode.Include include) {
      include(include, from, scope, reached, deeper);
    }
  }

  private void include(
      MapperNode.Include include, MapperFile from, Object scope, boolean reached, int depth) {
    include.properties().values().forEach(v -> uses(v, scope));
    Map<String, String> properties = new HashMap<>(variables);
    properties.putAll(include.properties());
    List<Fragments.Found> targets =
        fragments.targets(from, Placeholders.resolved(include.refid(), properties));
    boolean only = reached && targets.size() == 1;
    for (Fragments.Found target : targets) {
      collect(target.fragment().body().node(), target.file(), scope, only, depth);
    }
  }

  private void bind(MapperNode.Bind bind, Object scope, boolean reached) {
    if (bind.constant().isEmpty()) {
      unknown.add(bind.name());
      return;
    }
    values.computeIfAbsent(bind.name(), k -> new LinkedHashSet<>()).add(bind.constant().get());
    if (reached) {
      always.computeIfAbsent(bind.name(), k -> new HashSet<>()).add(scope);
    }
  }

  private void uses(String text, Object scope) {
    uses(text, scope, 0);
  }

  private void uses(String text, Object scope, int depth) {
    if (text.indexOf('$') < 0 || depth > 2) {
      return;
    }
    Matcher use = USE.matcher(text);
    while (use.find()) {
      uses(variables.getOrDefault(use.group(1), ""), scope, depth + 1);
      Set<Object> scopes = always.getOrDefault(use.group(1), Set.of());
      if (!scopes.contains(root) && !scopes.contains(scope)) {
        unknown.add(use.group(1));
      }
    }
  }
}
