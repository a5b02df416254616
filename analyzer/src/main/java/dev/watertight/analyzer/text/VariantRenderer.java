package dev.watertight.analyzer.text;

import dev.watertight.analyzer.sql.Dialect;
import dev.watertight.analyzer.sql.SqlReader;
import dev.watertight.analyzer.sql.SqlText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts the text of a statement together, as often as it has branches that exclude each other. Parts
 * that may be left out are all taken together first; where the text cannot be read like that, they
 * are taken one at a time, as in two {@code <if>} that negate each other. So they are, too, where
 * two of them are single names. Where there are too many to show all, a part that names a table of
 * its own is still shown.
 */
final class VariantRenderer {
  private static final int MOST_VARIANTS = 24;
  private static final int DEEPEST = 60;

  /** Parts that are visited for one statement, at most: includes can double with each step. */
  private static final int MOST_WORK = 2_000_000;

  private static final Pattern NAME =
      Pattern.compile("\\s*[\\w.${}\"]+(\\s+(as\\s+)?\\w+)?\\s*", Pattern.CASE_INSENSITIVE);

  private final MapperFile file;
  private final Fragments fragments;
  private final Map<String, String> variables;
  private Map<String, List<String>> binds = Map.of();
  private final Set<String> missing = new LinkedHashSet<>();
  private final Set<String> leftOut = new LinkedHashSet<>();
  private boolean pagingLeftOut;
  private boolean dynamic;
  private final IdentityHashMap<MapperNode, Integer> counts = new IdentityHashMap<>();

  /** The texts of nodes under the properties of their includes; each is in many variants. */
  private final IdentityHashMap<MapperNode.Text, Map<Map<String, String>, String>> resolved =
      new IdentityHashMap<>();

  private final Set<MapperNode> shown = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The part that a text has to show, and all that it stands in. */
  private Set<MapperNode> wanted = Set.of();

  private boolean names;
  private boolean exclusive;

  /** Whether what may be left out is. */
  private boolean bare;

  private int work;

  VariantRenderer(MapperFile file, Fragments fragments, Map<String, String> variables) {
    this.file = file;
    this.fragments = fragments;
    this.variables = variables;
  }

  boolean dynamic() {
    return dynamic;
  }

  List<String> missing() {
    return List.copyOf(missing);
  }

  /** What was taken for paging or order by its name, and is not in the texts. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  /**
   * The texts without the clauses that are for paging or order by their names, where the texts can
   * be read without them; with a hole for each where not.
   */
  List<SourceText> variantsWithoutPaging(MapperStatement statement) {
    pagingLeftOut = true;
    List<SourceText> texts = variants(statement);
    if (leftOut.isEmpty() || understood(texts)) {
      return texts;
    }
    pagingLeftOut = false;
    leftOut.clear();
    resolved.clear();
    counts.clear();
    shown.clear();
    exclusive = false;
    return variants(statement);
  }

  List<SourceText> variants(MapperStatement statement) {
    MapperNode body = statement.body().node();
    binds = Binds.of(body, file, fragments, variables);
    List<SourceText> together = all(body, statement.line());
    boolean readable = !dynamic || understood(together);
    if (readable && !names) {
      return together;
    }
    exclusive = true;
    counts.clear();
    if (!readable) {
      shown.clear();
    }
    List<SourceText> apart = all(body, statement.line());
    if (apart.size() > 1 && !understood(apart.subList(0, 1))) {
      apart =
          apart.subList(1, apart.size()); // The first has none of them, which may make no sense.
    }
    if (!understood(apart)) {
      return together;
    }
    List<SourceText> both = new ArrayList<>(readable ? together : List.of());
    apart.stream().filter(v -> !both.contains(v)).forEach(both::add);
    return both;
  }

  /**
   * The texts without the parts that may be left out, as far as they can be read: what is in each
   * of these is always there. Where none can be read, such as an update that sets nothing, each of
   * those parts is there in one of them.
   */
  List<SourceText> bare(MapperStatement statement) {
    if (!dynamic) {
      return List.of();
    }
    counts.clear();
    bare = true;
    exclusive = false;
    List<SourceText> none = readable(all(statement.body().node(), statement.line()));
    bare = false;
    if (!none.isEmpty()) {
      return none;
    }
    counts.clear();
    exclusive = true;
    return readable(all(statement.body().node(), statement.line()));
  }

  private static List<SourceText> readable(List<SourceText> variants) {
    return variants.stream().filter(v -> understood(List.of(v))).toList();
  }

  private static boolean understood(List<SourceText> variants) {
    for (SourceText variant : variants) {
      if (!SqlReader.isReadable(variant.text(), Dialect.SQL)) {
        return false;
      }
    }
    return true;
  }

  private List<SourceText> all(MapperNode body, int line) {
    int values = binds.values().stream().mapToInt(List::size).max().orElse(1);
    int all = Math.max(values, count(body, file, 0));
    Map<String, SourceText> variants = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(MOST_VARIANTS, all); i++) {
      add(body, i, line, variants);
    }
    if (exclusive || all > MOST_VARIANTS) {
      addUnshown(body, line, variants);
    }
    return List.copyOf(variants.values());
  }

  private void add(MapperNode body, int variant, int line, Map<String, SourceText> variants) {
    TextBuilder out = new TextBuilder();
    render(body, variant, file, bound(variant), out, 0);
    SourceText text = out.build(file.path(), line);
    variants.putIfAbsent(text.text(), text);
  }

  /** A text for each part in none so far that names a table of its own. */
  private void addUnshown(MapperNode body, int line, Map<String, SourceText> variants) {
    Unshown unshown = new Unshown(shown, fragments, variables);
    variants.keySet().forEach(unshown::see);
    for (Set<MapperNode> path : unshown.in(body, file)) {
      Map<String, SourceText> more = new LinkedHashMap<>();
      wanted = path;
      add(body, 0, line, more);
      if (understood(List.copyOf(more.values()))) {
        more.forEach(variants::putIfAbsent);
      }
    }
    wanted = Set.of();
  }

  private Map<String, String> bound(int variant) {
    if (binds.isEmpty()) {
      return variables;
    }
    Map<String, String> all = new HashMap<>(variables);
    binds.forEach((name, texts) -> all.put(name, texts.get(variant % texts.size())));
    return all;
  }

  /** How many variants show every branch at least once. */
  private int count(MapperNode node, MapperFile from, int depth) {
    Integer known = counts.get(node);
    if (known == null) {
      known = counted(node, from, depth);
      counts.put(node, known);
    }
    return known;
  }

  private int counted(MapperNode node, MapperFile from, int depth) {
    if (depth > DEEPEST || ++work > MOST_WORK) {
      return 1;
    }
    if (node instanceof MapperNode.Choice choice) {
      dynamic = true;
      int sum = 0;
      for (MapperNode branch : choice.branches()) {
        sum += count(branch, from, depth + 1);
      }
      return Math.min(sum, 10_000);
    }
    if (node instanceof MapperNode.Sequence sequence) {
      int most = 1;
      int optional = 0;
      int bare = 0;
      for (MapperNode part : sequence.parts()) {
        most = Math.max(most, count(part, from, depth + 1));
        optional += part instanceof MapperNode.Optional ? 1 : 0;
        bare += isName(part) ? 1 : 0;
      }
      names |= bare > 1;
      return exclusive ? Math.max(most, optional + 1) : most;
    }
    if (node instanceof MapperNode.Optional optional) {
      dynamic = true;
      return count(optional.part(), from, depth + 1);
    }
    if (node instanceof MapperNode.Trimmed trimmed) {
      return count(trimmed.part(), from, depth + 1);
    }
    if (node instanceof MapperNode.Repeated repeated) {
      dynamic = true;
      return count(repeated.part(), from, depth + 1);
    }
    if (node instanceof MapperNode.Include include) {
      Map<String, String> properties = new HashMap<>(variables);
      properties.putAll(include.properties());
      String refid = Placeholders.resolved(include.refid(), properties);
      return count(fragments.targets(from, refid), depth);
    }
    return 1;
  }

  /** A part that is nothing but a name: two such, one of which is taken, not both. */
  private static boolean isName(MapperNode part) {
    return part instanceof MapperNode.Optional optional
        && optional.part() instanceof MapperNode.Text text
        && NAME.matcher(text.text()).matches();
  }

  private int count(List<Fragments.Found> targets, int depth) {
    int sum = 0;
    for (Fragments.Found target : targets) {
      sum += count(target.fragment().body().node(), target.file(), depth + 1);
    }
    return Math.max(1, sum);
  }

  private void render(
      MapperNode node,
      int variant,
      MapperFile from,
      Map<String, String> properties,
      TextBuilder out,
      int depth) {
    if (depth > DEEPEST || ++work > MOST_WORK) {
      out.append(" " + SqlText.HOLE + " ", from.path(), 1);
      return;
    }
    shown.add(node);
    if (node instanceof MapperNode.Text text) {
      out.append(resolved(text, properties), text.path(), text.line());
    } else if (node instanceof MapperNode.Sequence sequence) {
      sequence(sequence, variant, from, properties, out, depth);
    } else if (node instanceof MapperNode.Optional optional) {
      if (!bare) {
        render(optional.part(), variant, from, properties, out, depth + 1);
      }
    } else if (node instanceof MapperNode.Choice choice) {
      choice(choice, variant, from, properties, out, depth);
    } else if (node instanceof MapperNode.Trimmed trimmed) {
      TextBuilder part = new TextBuilder();
      render(trimmed.part(), variant, from, properties, part, depth + 1);
      trimmed(trimmed, part, properties, out);
    } else if (node instanceof MapperNode.Repeated repeated) {
      out.glue(" " + repeated.open());
      render(repeated.part(), variant, from, properties, out, depth + 1);
      out.glue(repeated.close() + " ");
    } else if (node instanceof MapperNode.Include include) {
      include(include, variant, from, properties, out, depth);
    }
  }

  private String resolved(MapperNode.Text text, Map<String, String> properties) {
    return resolved
        .computeIfAbsent(text, t -> new HashMap<>())
        .computeIfAbsent(
            properties,
            p ->
                pagingLeftOut
                    ? Placeholders.withoutPaging(text.text(), p, leftOut)
                    : Placeholders.resolved(text.text(), p));
  }

  private void sequence(
      MapperNode.Sequence sequence,
      int variant,
      MapperFile from,
      Map<String, String> properties,
      TextBuilder out,
      int depth) {
    int optional = 0;
    for (MapperNode part : sequence.parts()) {
      if (part instanceof MapperNode.Optional && exclusive) {
        // Variant 0 has none of them, variant 1 the first, ...
        if (++optional == variant || wanted.contains(part)) {
          render(part, 0, from, properties, out, depth + 1);
        }
      } else {
        render(part, variant, from, properties, out, depth + 1);
      }
      out.glue(" ");
    }
  }

  private void choice(
      MapperNode.Choice choice,
      int variant,
      MapperFile from,
      Map<String, String> properties,
      TextBuilder out,
      int depth) {
    for (MapperNode branch : choice.branches()) {
      if (wanted.contains(branch)) {
        render(branch, 0, from, properties, out, depth + 1);
        return;
      }
    }
    int total = count(choice, from, depth);
    int left = variant % Math.max(1, total);
    for (MapperNode branch : choice.branches()) {
      int own = count(branch, from, depth + 1);
      if (left < own) {
        render(branch, left, from, properties, out, depth + 1);
        return;
      }
      left -= own;
    }
  }

  private void include(
      MapperNode.Include include,
      int variant,
      MapperFile from,
      Map<String, String> properties,
      TextBuilder out,
      int depth) {
    Map<String, String> inner = new HashMap<>(properties);
    include.properties().forEach((k, v) -> inner.put(k, Placeholders.resolved(v, properties)));
    String refid = Placeholders.resolved(include.refid(), inner);
    List<Fragments.Found> targets = fragments.targets(from, refid);
    if (targets.isEmpty()) {
      missing.add(refid.replace(SqlText.HOLE, '?'));
      out.append(" " + SqlText.HOLE + " ", include.path(), include.line());
      return;
    }
    int left = variant % Math.max(1, count(targets, depth));
    for (Fragments.Found target : targets) {
      MapperNode body = target.fragment().body().node();
      int own = count(body, target.file(), depth + 1);
      if (left < own || wanted.contains(body)) {
        render(body, Math.min(left, own - 1), target.file(), inner, out, depth + 1);
        break;
      }
      left -= own;
    }
    out.glue(" ");
  }

  private static void trimmed(
      MapperNode.Trimmed trimmed,
      TextBuilder part,
      Map<String, String> properties,
      TextBuilder out) {
    int start = 0;
    int end = part.length();
    while (start < end && Character.isWhitespace(part.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(part.charAt(end - 1))) {
      end--;
    }
    if (start == end) {
      return;
    }
    for (String word : trimmed.prefixes()) {
      if (part.startsWithWord(start, end, word)) {
        start += word.length();
        break;
      }
    }
    for (String word : trimmed.suffixes()) {
      if (end - word.length() >= start && part.hasAt(end - word.length(), word)) {
        end -= word.length();
        break;
      }
    }
    out.glue(" " + Placeholders.resolved(trimmed.prefix(), properties));
    out.append(part, start, Math.max(start, end));
    out.glue(Placeholders.resolved(trimmed.suffix(), properties) + " ");
  }
}
