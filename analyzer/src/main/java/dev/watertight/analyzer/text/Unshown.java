package dev.watertight.analyzer.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the parts of a statement that are in none of its texts and name a table that is not. */
final class Unshown {
  private static final int DEEPEST = 60;

  /** A table after a word that one follows, after a comma, or by itself. */
  private static final Pattern TABLE =
      Pattern.compile(
          "(?:\\b(?:from|join|into|update|using|table|only)\\s|,|^)\\s*(?:\\$\\{[^}]*}\\s*)?([\\w.\"]+)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern WORD = Pattern.compile("[\\w.\"]+");

  private final Set<MapperNode> shown;
  private final Fragments fragments;
  private final Map<String, String> variables;
  private final Set<String> seen = new HashSet<>();
  private final Set<MapperNode> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<MapperNode> path = new ArrayList<>();
  private final List<Set<MapperNode>> found = new ArrayList<>();

  Unshown(Set<MapperNode> shown, Fragments fragments, Map<String, String> variables) {
    this.shown = shown;
    this.fragments = fragments;
    this.variables = variables;
  }

  /** What this text names is shown. */
  void see(String text) {
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      seen.add(word.group().toLowerCase(Locale.ROOT));
    }
  }

  /** Each such part, with all that it stands in. */
  List<Set<MapperNode>> in(MapperNode body, MapperFile file) {
    collect(body, file);
    return found;
  }

  private void collect(MapperNode node, MapperFile from) {
    if (path.size() > DEEPEST || !visited.add(node)) {
      return;
    }
    path.add(node);
    if (node instanceof MapperNode.Text text) {
      if (!shown.contains(text) && namesMore(text.text())) {
        Set<MapperNode> around = Collections.newSetFromMap(new IdentityHashMap<>());
        around.addAll(path);
        found.add(around);
      }
    } else if (node instanceof MapperNode.Sequence sequence) {
      sequence.parts().forEach(p -> collect(p, from));
    } else if (node instanceof MapperNode.Choice choice) {
      choice.branches().forEach(b -> collect(b, from));
    } else if (node instanceof MapperNode.Optional optional) {
      collect(optional.part(), from);
    } else if (node instanceof MapperNode.Trimmed trimmed) {
      collect(trimmed.part(), from);
    } else if (node instanceof MapperNode.Repeated repeated) {
      collect(repeated.part(), from);
    } else if (node instanceof MapperNode.Include include) {
      Map<String, String> properties = new HashMap<>(variables);
      properties.putAll(include.properties());
      String refid = Placeholders.resolved(include.refid(), properties);
      for (Fragments.Found target : fragments.targets(from, refid)) {
        collect(target.fragment().body().node(), target.file());
      }
    }
    path.remove(path.size() - 1);
  }

  private boolean namesMore(String text) {
    Matcher table = TABLE.matcher(text);
    while (table.find()) {
      if (!seen.contains(table.group(1).toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
