package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What policies depend on: the functions that they call, those that these call in turn, and the
 * relations that all of them read. PostgreSQL does not track what a function's text uses, so names
 * are looked for in it.
 */
record PolicySources(Map<Long, Function> functions, Set<Long> relations) {
  private static final Pattern SETTING =
      Pattern.compile("current_setting\\('((?:[^']|'')+)'", Pattern.CASE_INSENSITIVE);

  /** The sources of all policies of the table. */
  static PolicySources of(Subject subject, Relation table) {
    return of(subject.catalog(), subject.catalog().policiesOf(table));
  }

  /** The sources of these policies. */
  static PolicySources of(Catalog catalog, List<Policy> policies) {
    List<Function> called = new ArrayList<>();
    Set<Long> read = new LinkedHashSet<>();
    for (Policy policy : policies) {
      read.addAll(policy.relations());
      called.addAll(catalog.functionsOf(policy));
    }
    return from(catalog, called, read);
  }

  /** The functions, what they call and what they read. */
  static PolicySources from(Catalog catalog, List<Function> called, Set<Long> read) {
    Map<Long, Function> functions = new LinkedHashMap<>();
    Set<Long> relations = new LinkedHashSet<>(read);
    Deque<Function> open = new ArrayDeque<>(called);
    while (!open.isEmpty()) {
      Function function = open.pop();
      if (functions.put(function.oid(), function) != null) {
        continue;
      }
      String body = text(function);
      for (Function other : catalog.functionsNamedIn(body)) {
        if (!functions.containsKey(other.oid())
            && names(body, Pattern.quote(other.name()) + "\\s*\\(")) {
          open.add(other);
        }
      }
      for (Relation relation : catalog.relationsNamedIn(body)) {
        if (names(body, Pattern.quote(relation.name()) + "(?!\\w)")) {
          relations.add(relation.oid());
        }
      }
    }
    return new PolicySources(functions, relations);
  }

  /** The settings that policies of the tables read, by themselves or in functions. */
  static Set<String> settings(Subject subject, List<Relation> tables) {
    Set<String> settings = new LinkedHashSet<>();
    for (Relation table : tables) {
      StringBuilder text = new StringBuilder();
      for (Policy policy : subject.catalog().policiesOf(table)) {
        text.append(policy.using().orElse("")).append(policy.check().orElse(""));
      }
      of(subject, table).functions().values().forEach(f -> text.append(text(f)));
      Matcher setting = SETTING.matcher(text);
      while (setting.find()) {
        settings.add(setting.group(1));
      }
    }
    return settings;
  }

  /** A function's body, by whatever syntax it was written. */
  static String text(Function function) {
    return function.body().isBlank() ? function.definition().orElse("") : function.body();
  }

  private static boolean names(String body, String pattern) {
    return Pattern.compile("(?<!\\w)" + pattern, Pattern.CASE_INSENSITIVE).matcher(body).find();
  }
}
