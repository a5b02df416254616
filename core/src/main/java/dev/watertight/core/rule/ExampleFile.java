package dev.watertight.core.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;

/** Makes a file of a fence in a page. */
final class ExampleFile {
  private static final String JAVA_ROOT = "src/main/java/";

  /** Fences in these languages are for the reader only. */
  private static final Set<String> NO_FILES = Set.of("text", "console");

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+)\\s*;");
  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^(?:@\\w+(?:\\([^)]*\\))?\\s+)*((?:(?:public|final|abstract|sealed|non-sealed|strictfp)\\s+)*)"
              + "(?:class|interface|record|enum|@interface)\\s+(\\w+)");

  /** The mark in the comment styles of Java, SQL, YAML and XML. */
  private static final Pattern MARK =
      Pattern.compile(
          "[ \\t]*(?://|--|#|<!--|/\\*)[ \\t]*"
              + "(?:(?<own>leak)|(?<both>leak, )?leak of (?<others>[a-z-]+(?:, [a-z-]+)*))"
              + "[ \\t]*(?:-->|\\*/)?[ \\t]*$");

  private ExampleFile() {}

  static Optional<RuleExample.File> of(
      FencedCodeBlock fence, int line, BiFunction<Integer, String, IllegalStateException> fault) {
    String info = Optional.ofNullable(fence.getInfo()).orElse("").strip();
    String language = info.split("\\s+", 2)[0];
    String path = info.substring(language.length()).strip();
    if (path.isEmpty() && NO_FILES.contains(language)) {
      return Optional.empty();
    }
    if (path.isEmpty() && !language.equals("java")) {
      throw fault.apply(line, "has a fence that does not name its file: ```" + language + " FILE");
    }
    SortedSet<Integer> leaks = new TreeSet<>();
    SortedMap<Integer, SortedSet<String>> others = new TreeMap<>();
    List<String> kept = new ArrayList<>();
    for (String codeLine : fence.getLiteral().split("\n", -1)) {
      Matcher mark = MARK.matcher(codeLine);
      boolean marked = mark.find();
      kept.add(marked ? codeLine.substring(0, mark.start()) : codeLine);
      if (marked && (mark.group("own") != null || mark.group("both") != null)) {
        leaks.add(kept.size());
      }
      if (marked && mark.group("others") != null) {
        others.put(kept.size(), others(mark.group("others"), line + kept.size(), fault));
      }
    }
    String text = String.join("\n", kept);
    if (path.isEmpty()) {
      path =
          javaPath(text)
              .orElseThrow(() -> fault.apply(line, "has a Java fence that declares no type"));
    }
    return Optional.of(new RuleExample.File(path, text, line + 1, leaks, others));
  }

  private static SortedSet<String> others(
      String names, int line, BiFunction<Integer, String, IllegalStateException> fault) {
    SortedSet<String> rules = new TreeSet<>(List.of(names.split(", ", -1)));
    for (String rule : rules) {
      if (!RuleNames.isKnown(rule)) {
        throw fault.apply(line, "marks a leak of \"" + rule + "\", which is no rule");
      }
    }
    return rules;
  }

  private static Optional<String> javaPath(String text) {
    Matcher inPackage = PACKAGE.matcher(text);
    String folder = inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "";
    Optional<String> name = Optional.empty();
    Matcher type = TYPE.matcher(text);
    while (type.find()) {
      boolean isPublic = type.group(1).contains("public");
      if (name.isEmpty() || isPublic) {
        name = Optional.of(type.group(2));
      }
      if (isPublic) {
        break;
      }
    }
    return name.map(type1 -> JAVA_ROOT + folder + type1 + ".java");
  }
}
