package dev.watertight.analyzer.text;

import dev.watertight.analyzer.sql.SqlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Resolves the templates of group files over the files that they import or extend. */
final class TemplateGroups {
  private static final int MOST_VARIANTS = 24;
  private static final int DEEPEST = 40;
  private static final int MOST_WORK = 200_000;

  /** A template and the file that it stands in. */
  private record Found(StringTemplateFile file, SqlTemplate template) {}

  private final List<StringTemplateFile> files;
  private final Map<String, StringTemplateFile> byPath = new HashMap<>();
  private final Map<String, StringTemplateFile> byGroup = new HashMap<>();
  private final Map<SqlTemplate, List<TemplateNode>> parsed = new HashMap<>();
  private final Set<String> bases = new HashSet<>();

  TemplateGroups(List<StringTemplateFile> files) {
    this.files = List.copyOf(files);
    for (StringTemplateFile file : files) {
      byPath.put(file.path(), file);
      byGroup.putIfAbsent(file.name(), file);
      String name = file.path().substring(file.path().lastIndexOf('/') + 1);
      byGroup.putIfAbsent(name, file);
    }
    for (StringTemplateFile file : files) {
      for (String name : file.imports()) {
        imported(file, name).ifPresent(base -> bases.add(base.path()));
      }
    }
  }

  List<ResolvedTemplate> resolved() {
    List<ResolvedTemplate> all = new ArrayList<>();
    for (StringTemplateFile file : files) {
      Map<String, Found> visible = new LinkedHashMap<>();
      collect(file, visible, new LinkedHashSet<>());
      for (Found found : visible.values()) {
        all.add(new Rendering(file, visible).resolve(found));
      }
    }
    return all;
  }

  /** The templates of a file, then those of its imports that it does not define itself. */
  private void collect(StringTemplateFile file, Map<String, Found> visible, Set<String> seen) {
    if (!seen.add(file.path())) {
      return;
    }
    for (SqlTemplate template : file.templates()) {
      visible.putIfAbsent(template.name(), new Found(file, template));
    }
    for (String name : file.imports()) {
      imported(file, name).ifPresent(other -> collect(other, visible, seen));
    }
  }

  /** An import by its path beside the file, on the class path, or by the name of its group. */
  private Optional<StringTemplateFile> imported(StringTemplateFile from, String name) {
    String folder = from.path().substring(0, from.path().lastIndexOf('/') + 1);
    StringTemplateFile beside = byPath.get(folder + name);
    if (beside != null) {
      return Optional.of(beside);
    }
    for (StringTemplateFile file : files) {
      if (file.path().endsWith("/" + name)) {
        return Optional.of(file);
      }
    }
    String last = name.substring(name.lastIndexOf('/') + 1);
    return Optional.ofNullable(byGroup.get(last));
  }

  private List<TemplateNode> nodes(SqlTemplate template) {
    return parsed.computeIfAbsent(
        template, t -> new TemplateBodyParser(t.body(), t.delimiter(), t.bodyLine(), 0).parse());
  }

  /** Puts the texts of one template together. */
  private final class Rendering {
    private final StringTemplateFile owner;
    private final Map<String, Found> visible;
    private final Set<String> called = new TreeSet<>();
    private int work;

    Rendering(StringTemplateFile owner, Map<String, Found> visible) {
      this.owner = owner;
      this.visible = visible;
    }

    ResolvedTemplate resolve(Found found) {
      List<TemplateNode> body = nodes(found.template());
      int count = Math.min(MOST_VARIANTS, count(body, 0));
      Set<SourceText> variants = new LinkedHashSet<>();
      for (int i = 0; i < count; i++) {
        TextBuilder out = new TextBuilder();
        render(body, i, found.file().path(), Map.of(), out, 0);
        variants.add(out.build(found.file().path(), found.template().bodyLine()));
      }
      return new ResolvedTemplate(
          owner.path(),
          found.file().path(),
          found.template().name(),
          found.template().line(),
          List.copyOf(variants),
          List.copyOf(called),
          bases.contains(owner.path()));
    }

    private int count(List<TemplateNode> nodes, int depth) {
      int most = 1;
      for (TemplateNode node : nodes) {
        most = Math.max(most, count(node, depth));
      }
      return most;
    }

    private int count(TemplateNode node, int depth) {
      if (depth > DEEPEST || ++work > MOST_WORK) {
        return 1;
      }
      if (node instanceof TemplateNode.Choice choice) {
        int sum = choice.hasElse() || choice.branches().size() > 1 ? 0 : 1;
        for (List<TemplateNode> branch : choice.branches()) {
          sum += count(branch, depth + 1);
        }
        return Math.min(sum, 10_000);
      }
      if (node instanceof TemplateNode.Call call) {
        Found found = visible.get(call.name());
        return found == null ? 1 : count(nodes(found.template()), depth + 1);
      }
      return node instanceof TemplateNode.Applied applied ? count(applied.body(), depth + 1) : 1;
    }

    private void render(
        List<TemplateNode> nodes,
        int variant,
        String path,
        Map<String, String> values,
        TextBuilder out,
        int depth) {
      for (TemplateNode node : nodes) {
        render(node, variant, path, values, out, depth);
      }
    }

    private void render(
        TemplateNode node,
        int variant,
        String path,
        Map<String, String> values,
        TextBuilder out,
        int depth) {
      String hole = String.valueOf(SqlText.HOLE);
      if (depth > DEEPEST || ++work > MOST_WORK) {
        out.glue(hole);
      } else if (node instanceof TemplateNode.Text text) {
        out.append(text.text(), path, text.line());
      } else if (node instanceof TemplateNode.Attribute attribute) {
        out.append(values.getOrDefault(attribute.name(), hole), path, attribute.line());
      } else if (node instanceof TemplateNode.Unknown unknown) {
        out.append(hole, path, unknown.line());
      } else if (node instanceof TemplateNode.Call call) {
        call(call, variant, path, values, out, depth);
      } else if (node instanceof TemplateNode.Applied applied) {
        Map<String, String> inner = new HashMap<>(values);
        applied.parameters().forEach(inner::remove);
        render(applied.body(), variant, path, inner, out, depth + 1);
      } else if (node instanceof TemplateNode.Choice choice) {
        choice(choice, variant, path, values, out, depth);
      }
    }

    private void choice(
        TemplateNode.Choice choice,
        int variant,
        String path,
        Map<String, String> values,
        TextBuilder out,
        int depth) {
      int left = variant % Math.max(1, count(choice, depth));
      for (List<TemplateNode> branch : choice.branches()) {
        int own = count(branch, depth + 1);
        if (left < own) {
          render(branch, left, path, values, out, depth + 1);
          return;
        }
        left -= own;
      }
    }

    private void call(
        TemplateNode.Call call,
        int variant,
        String path,
        Map<String, String> values,
        TextBuilder out,
        int depth) {
      Found found = visible.get(call.name());
      if (found == null) {
        out.append(String.valueOf(SqlText.HOLE), path, call.line());
        return;
      }
      called.add(call.name());
      if (found.template().body().isBlank() && bases.contains(owner.path())) {
        // Left empty for those who import it.
        out.append(String.valueOf(SqlText.HOLE), path, call.line());
        return;
      }
      Map<String, String> inner = new HashMap<>(values); // ST's scopes are dynamic.
      List<String> parameters = found.template().parameters();
      for (String parameter : parameters) {
        if (!call.arguments().isEmpty() || call.named().containsKey(parameter)) {
          inner.remove(parameter);
        }
      }
      for (int i = 0; i < call.arguments().size() && i < parameters.size(); i++) {
        inner.put(parameters.get(i), value(call.arguments().get(i), path, values, depth));
      }
      call.named().forEach((k, v) -> inner.put(k, value(v, path, values, depth)));
      render(nodes(found.template()), variant, found.file().path(), inner, out, depth + 1);
    }

    private String value(
        List<TemplateNode> nodes, String path, Map<String, String> values, int depth) {
      TextBuilder value = new TextBuilder();
      render(nodes, 0, path, values, value, depth + 1);
      return value.toString();
    }
  }
}
