package dev.watertight.core.rule;

import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Takes a page apart: front matter, sections, examples. */
final class PageParser {
  private static final List<String> FRONT_MATTER = List.of("layer", "severity", "since", "summary");
  private static final String WHY = "Why it matters";
  private static final String FIX = "How to fix";
  private static final String LEAKS = "Leaks";
  private static final String SAFE = "Safe";
  private static final List<String> SECTIONS =
      List.of(WHY, FIX, LEAKS, SAFE, "What it does not see");

  /** A page with its examples. */
  record Parsed(RulePage page, List<RuleExample> examples) {}

  private record Section(String title, int line, List<Block> blocks, String markdown) {}

  private final String name;

  /** The page's lines, front matter included. */
  private final List<String> lines;

  private final int bodyStart;

  private PageParser(String name, List<String> lines, int bodyStart) {
    this.name = name;
    this.lines = lines;
    this.bodyStart = bodyStart;
  }

  /**
   * Parses a page.
   *
   * @throws IllegalStateException if it is malformed
   */
  static Parsed parse(String name, String text) {
    PageParser parser = open(name, text);
    List<Block> blocks = parser.blocks();
    if (!(blocks.get(0) instanceof Heading title && title.getLevel() == 1)
        || !parser.headingText(blocks.get(0)).equals(name)) {
      throw parser.malformed(line(blocks.get(0)), "must begin with the heading \"# " + name + "\"");
    }
    Map<String, Section> sections = parser.sections(blocks);
    RulePage page = parser.page(sections);
    List<RuleExample> examples =
        Stream.concat(
                parser.examples(sections, LEAKS, RuleExample.Expected.LEAK),
                parser.examples(sections, SAFE, RuleExample.Expected.SAFE))
            .toList();
    return new Parsed(page, examples);
  }

  /**
   * The page alone: its examples, which are most of it, are not looked at.
   *
   * @throws IllegalStateException if it is malformed as far as that shows
   */
  static RulePage page(String name, String text) {
    PageParser parser = open(name, text);
    return parser.page(parser.sectionsByLines());
  }

  private static PageParser open(String name, String text) {
    List<String> lines = List.of(text.replace("\r\n", "\n").split("\n", -1));
    if (!lines.get(0).equals("---")) {
      throw malformed(name, 1, "does not begin with its front matter, between lines of ---");
    }
    int end = lines.subList(1, lines.size()).indexOf("---") + 1;
    if (end == 0) {
      throw malformed(name, 1, "has front matter that does not end with a line of ---");
    }
    return new PageParser(name, lines, end + 1);
  }

  private RulePage page(Map<String, Section> sections) {
    Map<String, String> front = frontMatter(String.join("\n", lines.subList(1, bodyStart - 1)));
    List<String> missing = SECTIONS.stream().filter(s -> !sections.containsKey(s)).toList();
    if (!missing.isEmpty()) {
      throw malformed(bodyStart + 1, "lacks the section \"## " + missing.get(0) + "\"");
    }
    for (String required : SECTIONS) {
      Section section = sections.getOrDefault(required, new Section("", 0, List.of(), ""));
      if (section.markdown().isBlank()) {
        throw malformed(section.line(), "has nothing in its section \"" + required + "\"");
      }
    }
    return new RulePage(
        name,
        constant(Layer.values(), front, "layer"),
        constant(Severity.values(), front, "severity"),
        front.getOrDefault("since", ""),
        front.getOrDefault("summary", ""),
        markdown(sections, WHY),
        markdown(sections, FIX),
        String.join("\n", lines.subList(bodyStart, lines.size())).strip() + "\n");
  }

  /** The sections by their headings, which are lines outside of fences. */
  private Map<String, Section> sectionsByLines() {
    Map<String, Section> sections = new LinkedHashMap<>();
    boolean fenced = false;
    int from = -1;
    for (int i = bodyStart; i <= lines.size(); i++) {
      String text = i < lines.size() ? lines.get(i) : "## ";
      if (text.startsWith("```")) {
        fenced = !fenced;
      } else if (text.startsWith("## ") && (!fenced || i == lines.size())) {
        if (from >= 0) {
          String title = lines.get(from).substring(3).strip();
          String markdown = String.join("\n", lines.subList(from + 1, i)).strip();
          sections.putIfAbsent(title, new Section(title, from + 1, List.of(), markdown));
        }
        from = i;
      }
    }
    return sections;
  }

  private Map<String, String> frontMatter(String yaml) {
    Object loaded;
    try {
      loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw malformed(1, "has front matter that is not valid YAML");
    }
    if (!(loaded instanceof Map<?, ?> map)) {
      throw malformed(1, "has front matter without keys");
    }
    Map<String, String> front = new LinkedHashMap<>();
    map.forEach((key, value) -> front.put(String.valueOf(key), String.valueOf(value).strip()));
    if (!front.keySet().equals(Set.copyOf(FRONT_MATTER))
        || front.values().stream().anyMatch(value -> value.isEmpty() || value.equals("null"))) {
      throw malformed(
          1,
          "must have exactly these keys in its front matter, each with a value: "
              + String.join(", ", FRONT_MATTER)
              + "; it has "
              + String.join(", ", new TreeSet<>(front.keySet())));
    }
    return front;
  }

  private <E extends Enum<E>> E constant(E[] all, Map<String, String> front, String key) {
    String word = front.getOrDefault(key, "");
    List<String> words = Stream.of(all).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    if (!words.contains(word)) {
      throw malformed(1, "has the " + key + " \"" + word + "\", not one of " + words);
    }
    return all[words.indexOf(word)];
  }

  private List<Block> blocks() {
    // Blank lines instead of the front matter, so that lines are lines of the page.
    String body =
        "\n".repeat(bodyStart) + String.join("\n", lines.subList(bodyStart, lines.size()));
    Node document =
        Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build().parse(body);
    List<Block> blocks = new ArrayList<>();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Block block) {
        blocks.add(block);
      }
    }
    if (blocks.isEmpty()) {
      throw malformed(bodyStart + 1, "has nothing after its front matter");
    }
    return blocks;
  }

  private Map<String, Section> sections(List<Block> blocks) {
    Map<String, Section> sections = new LinkedHashMap<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (!(blocks.get(i) instanceof Heading heading && heading.getLevel() == 2)) {
        continue;
      }
      int next = i + 1;
      while (next < blocks.size()
          && !(blocks.get(next) instanceof Heading following && following.getLevel() <= 2)) {
        next++;
      }
      int end = next < blocks.size() ? line(blocks.get(next)) - 1 : lines.size();
      String title = headingText(blocks.get(i));
      int line = line(blocks.get(i));
      String markdown = String.join("\n", lines.subList(line, end)).strip();
      Section section =
          new Section(title, line, List.copyOf(blocks.subList(i + 1, next)), markdown);
      if (sections.put(title, section) != null) {
        throw malformed(line, "has the section \"" + title + "\" twice");
      }
    }
    return sections;
  }

  private static String markdown(Map<String, Section> sections, String title) {
    Section section = sections.get(title);
    return section == null ? "" : section.markdown();
  }

  private Stream<RuleExample> examples(
      Map<String, Section> sections, String in, RuleExample.Expected expected) {
    Section section = sections.get(in);
    if (section == null) {
      return Stream.empty();
    }
    List<RuleExample> examples = new ArrayList<>();
    String title = "";
    int line = section.line();
    List<RuleExample.File> files = new ArrayList<>();
    for (Block block : section.blocks()) {
      if (block instanceof Heading) {
        if (!title.isEmpty()) {
          examples.add(example(expected, title, line, files));
        }
        title = headingText(block);
        line = line(block);
        files = new ArrayList<>();
      } else if (block instanceof FencedCodeBlock fence && !title.isEmpty()) {
        ExampleFile.of(fence, line(fence), this::malformed).ifPresent(files::add);
      } else if (block instanceof FencedCodeBlock) {
        throw malformed(line(block), "has an example without a heading of its own (###)");
      }
    }
    if (title.isEmpty()) {
      throw malformed(line, "has no example in its section \"" + in + "\"");
    }
    examples.add(example(expected, title, line, files));
    if (examples.stream().map(RuleExample::title).distinct().count() < examples.size()) {
      throw malformed(line, "has two examples of one title in its section \"" + in + "\"");
    }
    return examples.stream();
  }

  private RuleExample example(
      RuleExample.Expected expected, String title, int line, List<RuleExample.File> files) {
    if (files.isEmpty()) {
      throw malformed(line, "has no code in its example \"" + title + "\"");
    }
    if (files.stream().map(RuleExample.File::path).distinct().count() < files.size()) {
      throw malformed(line, "has a file twice in its example \"" + title + "\"");
    }
    boolean marked = files.stream().anyMatch(file -> !file.leaks().isEmpty());
    if (marked != (expected == RuleExample.Expected.LEAK)) {
      throw malformed(
          line,
          marked
              ? "marks a leak in its safe example \"" + title + "\""
              : "marks no line as \"leak\" in its leaky example \"" + title + "\"");
    }
    return new RuleExample(name, expected, title, line, files);
  }

  private String headingText(Block heading) {
    return lines.get(line(heading) - 1).replaceFirst("^#+\\s*", "").replaceFirst("\\s+#*$", "");
  }

  private static int line(Node block) {
    return block.getSourceSpans().get(0).getLineIndex() + 1;
  }

  private IllegalStateException malformed(int line, String fault) {
    return malformed(name, line, fault);
  }

  private static IllegalStateException malformed(String name, int line, String fault) {
    return new IllegalStateException("docs/rules/" + name + ".md:" + line + ": the page " + fault);
  }
}
