package dev.watertight.database.audit;

import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What policies read of a session, by themselves and by the functions that they call. */
final class PolicySettings {
  private static final Pattern SETTING =
      Pattern.compile("current_setting\\s*\\(\\s*'((?:[^']|'')+)'", Pattern.CASE_INSENSITIVE);
  private static final Pattern STEP = Pattern.compile("(->>?|#>>?)\\s*'((?:[^']|'')+)'");
  private static final Pattern LITERAL = Pattern.compile("=\\s*'([^']{1,40})'");

  private final Catalog catalog;
  private final Map<Long, Function> functions = new HashMap<>();
  private final Map<Long, Set<Function>> called = new HashMap<>();

  PolicySettings(Catalog catalog) {
    this.catalog = catalog;
    catalog.functions().stream()
        .filter(f -> !f.extension())
        .forEach(f -> functions.put(f.oid(), f));
  }

  /** The policy's expressions, and the bodies of all functions that they lead to. */
  String text(Policy policy) {
    StringBuilder text = new StringBuilder(policy.using().orElse(""));
    text.append(' ').append(policy.check().orElse(""));
    reached(policy)
        .forEach(f -> text.append('\n').append(f.body()).append(f.definition().orElse("")));
    return text.toString();
  }

  private Set<Function> reached(Policy policy) {
    Set<Function> reached = new LinkedHashSet<>();
    Deque<Function> open = new ArrayDeque<>();
    for (Long oid : policy.functions().stream().sorted().toList()) {
      Function function = functions.get(oid);
      if (function != null && reached.add(function)) {
        open.add(function);
      }
    }
    while (!open.isEmpty()) {
      for (Function next : called(open.remove())) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return reached;
  }

  private Set<Function> called(Function function) {
    return called.computeIfAbsent(
        function.oid(),
        k -> {
          Set<Function> found = new LinkedHashSet<>();
          for (Function other : catalog.functionsNamedIn(function.body())) {
            if (other.oid() != function.oid()
                && functions.containsKey(other.oid())
                && Pattern.compile("\\b" + Pattern.quote(other.name()) + "\"?\\s*\\(")
                    .matcher(function.body())
                    .find()) {
              found.add(other);
            }
          }
          return found;
        });
  }

  /** The settings that the text reads, in order. */
  static Set<String> settings(String text) {
    Set<String> settings = new LinkedHashSet<>();
    Matcher matcher = SETTING.matcher(text);
    while (matcher.find()) {
      settings.add(matcher.group(1).replace("''", "'"));
    }
    return settings;
  }

  /** The paths that the text takes into JSON. */
  static Set<List<String>> paths(String text) {
    Set<List<String>> paths = new LinkedHashSet<>();
    List<String> open = new ArrayList<>();
    int end = -1;
    Matcher step = STEP.matcher(text);
    while (step.find()) {
      if (end >= 0 && !text.substring(end, step.start()).matches("[)\\s]*(::\\w+)?[)\\s]*")) {
        open.clear();
      }
      end = step.end();
      String operator = step.group(1);
      String key = step.group(2);
      if (operator.startsWith("#")) {
        paths.add(List.of(key.replaceAll("[{}]", "").split("\\s*,\\s*", -1)));
        open.clear();
      } else {
        open.add(key);
        if (operator.equals("->>")) {
          paths.add(List.copyOf(open));
          open.clear();
        }
      }
    }
    return paths;
  }

  /** Texts that the text compares with. */
  static Set<String> literals(String text) {
    Set<String> literals = new LinkedHashSet<>();
    Matcher matcher = LITERAL.matcher(text);
    while (matcher.find()) {
      literals.add(matcher.group(1));
    }
    return literals;
  }

  /** The relations that a policy reads beside its own table, by functions too. */
  List<Relation> reads(Policy policy) {
    String text = text(policy);
    List<Relation> reads = new ArrayList<>();
    Set<Long> named =
        catalog.relationsNamedIn(text).stream().map(Relation::oid).collect(Collectors.toSet());
    for (Relation relation : catalog.relations()) {
      boolean mentioned =
          policy.relations().contains(relation.oid())
              || (relation.isTable()
                  && named.contains(relation.oid())
                  && Pattern.compile("\\b" + Pattern.quote(relation.name()) + "\\b")
                      .matcher(text)
                      .find());
      if (mentioned) {
        reads.add(relation);
      }
    }
    return reads;
  }
}
