package dev.watertight.analyzer.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the readers of one statement have found so far, and the names that are in scope. */
final class Findings {
  static final int DEEPEST = 150;

  final Dialect dialect;
  final List<TableRef> tables = new ArrayList<>();
  final List<EntityPath> paths = new ArrayList<>();
  final List<SettingChange> settings = new ArrayList<>();
  private final List<Set<String>> scopes = new ArrayList<>();
  private final Set<String> everDeclared = new HashSet<>();
  private final Set<String> aliases = new HashSet<>();
  private HoleEffect holes = HoleEffect.NONE;
  private Optional<String> problem = Optional.empty();
  private boolean nested;
  private int depth;

  Findings(Dialect dialect) {
    this.dialect = dialect;
    scopes.add(new HashSet<>());
  }

  boolean jpql() {
    return dialect == Dialect.JPQL;
  }

  void hole(HoleEffect effect) {
    holes = holes.or(effect);
  }

  HoleEffect holes() {
    return holes;
  }

  /** The first reason why the tables found may not be all. */
  void unsure(String reason) {
    if (problem.isEmpty()) {
      problem = Optional.of(reason);
    }
  }

  Optional<String> problem() {
    return problem;
  }

  /** The statement has a query in another, so that position alone is weaker evidence. */
  void nests() {
    nested = true;
  }

  boolean nested() {
    return nested;
  }

  /** Goes one parenthesis down; false where it is too deep to go on. */
  boolean down() {
    if (++depth > DEEPEST) {
      unsure("it is nested more than " + DEEPEST + " deep");
      return false;
    }
    return true;
  }

  void up() {
    depth--;
  }

  /** Opens a scope of names of common table expressions. */
  void open() {
    scopes.add(new HashSet<>());
  }

  void close() {
    scopes.remove(scopes.size() - 1);
  }

  void declare(SqlToken name) {
    scopes.get(scopes.size() - 1).add(folded(name));
    everDeclared.add(fold(name.text()));
  }

  boolean declared(SqlToken name) {
    String folded = folded(name);
    for (Set<String> scope : scopes) {
      if (scope.contains(folded)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it was declared in any scope, without regard to case. */
  boolean everDeclared(String name) {
    return everDeclared.contains(fold(name));
  }

  /** In JPQL, a name that paths can begin with. */
  void alias(SqlToken name) {
    aliases.add(fold(name.text()));
  }

  boolean isAlias(SqlToken name) {
    return aliases.contains(fold(name.text()));
  }

  private static String folded(SqlToken name) {
    return name.kind() == SqlToken.Kind.QUOTED ? name.text() : fold(name.text());
  }

  static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
