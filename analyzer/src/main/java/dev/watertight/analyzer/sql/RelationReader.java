package dev.watertight.analyzer.sql;

import dev.watertight.analyzer.sql.ExpressionReader.Clause;
import dev.watertight.analyzer.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the relations of FROM, USING and joins, and single names of tables. */
final class RelationReader {
  private static final Set<String> AFTER_CONDITION =
      QueryReader.with(
          Words.JOINS,
          Words.AFTER_FROM.stream().filter(w -> !w.equals("WITH")).toArray(String[]::new));

  private final Cursor cursor;
  private final Findings found;
  private final ExpressionReader expressions;
  private final QueryReader queries;

  RelationReader(Cursor cursor, Findings found, ExpressionReader expressions, QueryReader queries) {
    this.cursor = cursor;
    this.found = found;
    this.expressions = expressions;
    this.queries = queries;
  }

  /** Reads relations, joined and by commas, up to the clause that follows. */
  void list() {
    relation();
    moreOfList();
  }

  /** Reads what follows the first relation of a list. */
  void moreOfList() {
    while (!cursor.atEnd() && !cursor.at(")")) {
      SqlToken token = cursor.peek();
      if (token.is(",")) {
        cursor.next();
        relation();
      } else if (joins(token)) {
        join();
      } else if (token.is("ON") || token.is("USING") || (found.jpql() && token.is("WITH"))) {
        cursor.next();
        expressions.upTo(Clause.CONDITION, AFTER_CONDITION, true);
      } else if (Words.AFTER_FROM.contains(token.word())) {
        return;
      } else if (token.isHole()) {
        cursor.next();
        found.hole(HoleEffect.FRAGMENT);
        if (joinedBehindHole()) {
          relation();
        }
      } else if (!afterRelation(token)) {
        found.unsure("its relations cannot be read at '" + token.text() + "'");
        return;
      }
    }
  }

  /** {@code ␣ tasks t on ...}: the hole holds the kind of the join. */
  private boolean joinedBehindHole() {
    if (!cursor.peek().isName() || !isAlias(cursor.peek())) {
      return false;
    }
    for (int i = 1; i <= 6; i++) {
      SqlToken token = cursor.peek(i);
      if (token.is("ON") || token.is("USING")) {
        return true;
      }
      if (!token.isName() && !token.is(".")) {
        return false;
      }
    }
    return false;
  }

  private boolean joins(SqlToken token) {
    return token.kind() == Kind.WORD && Words.JOINS.contains(token.word());
  }

  private void join() {
    while (joins(cursor.peek()) && !cursor.at("JOIN") && !cursor.at("STRAIGHT_JOIN")) {
      cursor.next();
    }
    if (!cursor.acceptAny("JOIN", "STRAIGHT_JOIN", "APPLY")) {
      if (cursor.peek().isHole()) {
        return;
      }
      found.unsure("a join cannot be read at '" + cursor.peek().text() + "'");
      return;
    }
    if (found.jpql()) {
      cursor.accept("FETCH");
    }
    relation();
  }

  /** What can stand behind a relation beside its alias; true where something was read. */
  private boolean afterRelation(SqlToken token) {
    switch (token.word()) {
      case "TABLESAMPLE" -> {
        cursor.next();
        cursor.next();
        arguments();
        if (cursor.accept("REPEATABLE")) {
          arguments();
        }
        return true;
      }
      case "PIVOT", "UNPIVOT", "MATCH_RECOGNIZE" -> {
        cursor.next();
        arguments();
        alias();
        return true;
      }
      case "USE", "FORCE", "IGNORE" -> {
        cursor.next();
        while (!cursor.atEnd() && !cursor.at("(") && cursor.peek().kind() == Kind.WORD) {
          cursor.next();
        }
        arguments();
        return true;
      }
      case "PARTITION" -> {
        cursor.next();
        arguments();
        alias();
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private void arguments() {
    if (cursor.at("(")) {
      expressions.parenthesis(Clause.ARGUMENTS);
    }
  }

  private void relation() {
    cursor.accept("LATERAL");
    SqlToken token = cursor.peek();
    if (token.is("(")) {
      parenthesised();
      alias();
    } else if (token.is("ONLY") && (cursor.peek(1).isName() || cursor.peek(1).is("("))) {
      only(TableRef.Access.READ);
    } else if (token.is("ROWS") && cursor.peek(1).is("FROM") && cursor.peek(2).is("(")) {
      cursor.next();
      cursor.next();
      arguments();
      afterFunction();
    } else if (found.jpql() && token.is("IN") && cursor.peek(1).is("(")) {
      cursor.next();
      cursor.next();
      path();
      cursor.accept(")");
      aliasOfPath();
    } else if (found.jpql() && token.is("TREAT") && cursor.peek(1).is("(")) {
      treat();
    } else if (token.isName()) {
      named(TableRef.Access.READ);
    } else if (token.kind() == Kind.BIND) {
      cursor.next();
      found.hole(HoleEffect.TABLE);
      alias();
    } else if (cursor.atEnd()) {
      found.unsure("it ends where a table is expected");
    } else {
      found.unsure("a table is expected at '" + token.text() + "'");
    }
  }

  private void parenthesised() {
    cursor.next();
    if (!found.down()) {
      return;
    }
    if (cursor.peek().isHole() && cursor.peek(1).is(")")) {
      cursor.next();
      found.hole(HoleEffect.TABLE);
    } else if (queries.begins()) {
      found.nests();
      queries.query();
    } else {
      list();
    }
    queries.moreTerms();
    if (!cursor.at(")") && !cursor.atEnd()) {
      // ((select ...) union (select ...) order by x)
      expressions.upTo(Clause.ORDER, Set.of());
    }
    if (!cursor.accept(")")) {
      found.unsure("a parenthesis in FROM is not closed");
    }
    found.up();
  }

  /** Reads {@code [ONLY] name [alias]} or {@code ONLY (name) [alias]}. */
  void only(TableRef.Access access) {
    int before = found.tables.size();
    if (cursor.accept("ONLY") && cursor.accept("(")) {
      name(access);
      cursor.accept(")");
      Optional<String> alias = alias();
      if (found.tables.size() > before) {
        TableRef ref = found.tables.get(before);
        found.tables.set(
            before, new TableRef(ref.schema(), ref.name(), alias, access, ref.offset()));
      }
      return;
    }
    table(access);
  }

  /** Reads the name of a table in a place where neither a function nor an alias can stand. */
  void name(TableRef.Access access) {
    table(access, false);
  }

  /** Reads the name of a table in a place where no function can stand, and its alias. */
  void table(TableRef.Access access) {
    table(access, true);
  }

  private void table(TableRef.Access access, boolean aliased) {
    if (cursor.peek().isName()) {
      add(access, name(), aliased);
    } else if (cursor.peek().kind() == Kind.BIND) {
      cursor.next();
      found.hole(HoleEffect.TABLE);
    } else {
      found.unsure(
          cursor.atEnd()
              ? "it ends where a table is expected"
              : "a table is expected at '" + cursor.peek().text() + "'");
    }
  }

  private void named(TableRef.Access access) {
    List<SqlToken> name = name();
    SqlToken next = cursor.peek();
    if (next.is("(") && !found.jpql()) {
      if (Words.TABLE_HINTS.contains(cursor.peek(1).word())) {
        arguments();
        add(access, name, true);
      } else {
        if (name.get(name.size() - 1).isHole()) {
          found.hole(HoleEffect.TABLE);
        }
        arguments();
        afterFunction();
      }
      return;
    }
    add(access, name, true);
  }

  private void afterFunction() {
    if (cursor.accept("WITH")) {
      cursor.acceptAny("ORDINALITY", "OFFSET");
    }
    alias();
  }

  private List<SqlToken> name() {
    List<SqlToken> parts = new ArrayList<>();
    parts.add(cursor.next());
    while (cursor.at(".")) {
      cursor.next();
      while (cursor.accept(".")) {
        // database..table
      }
      if (!cursor.peek().isName()) {
        found.unsure("a qualified name ends with a dot");
        break;
      }
      parts.add(cursor.next());
    }
    return parts;
  }

  private void add(TableRef.Access access, List<SqlToken> parts, boolean aliased) {
    SqlToken last = parts.get(parts.size() - 1);
    if (last.hasHole()) {
      found.hole(HoleEffect.TABLE);
    } else if (parts.stream().anyMatch(SqlToken::hasHole)) {
      found.hole(HoleEffect.VALUES);
    }
    cursor.accept("*");
    if (found.jpql() && parts.size() > 1 && found.isAlias(parts.get(0))) {
      List<String> path = parts.stream().skip(1).map(SqlToken::text).toList();
      Optional<String> alias = alias();
      found.paths.add(new EntityPath(parts.get(0).text(), path, alias));
      return;
    }
    Optional<String> alias = aliased ? alias() : Optional.empty();
    if (parts.size() == 1 && access == TableRef.Access.READ && found.declared(last)) {
      return;
    }
    Optional<String> schema = Optional.empty();
    if (parts.size() > 1) {
      schema =
          Optional.of(
              found.jpql()
                  ? String.join(
                      ".", parts.subList(0, parts.size() - 1).stream().map(SqlToken::text).toList())
                  : parts.get(parts.size() - 2).text());
    }
    int offset = parts.get(0).start();
    found.tables.add(new TableRef(schema, last.text(), alias, access, offset));
    if (found.jpql() && alias.isEmpty()) {
      found.alias(last);
    }
  }

  /** Reads {@code [AS] alias [(columns)]} and the hints behind it. */
  private Optional<String> alias() {
    boolean as = cursor.accept("AS");
    SqlToken token = cursor.peek();
    Optional<String> alias = Optional.empty();
    if (token.kind() == Kind.QUOTED || (token.kind() == Kind.WORD && (as || isAlias(token)))) {
      if (!(token.isHole() && !as)) {
        alias = Optional.of(token.text());
        cursor.next();
        if (found.jpql()) {
          found.alias(token);
        }
      }
    }
    if (found.jpql()) {
      if (cursor.at("FETCH", "ALL") && cursor.peek(2).is("PROPERTIES")) {
        cursor.next();
        cursor.next();
        cursor.next();
      }
      return alias;
    }
    if ((alias.isPresent() || as) && cursor.at("(")) {
      expressions.parenthesis(Clause.ARGUMENTS);
    }
    if (cursor.at("WITH", "(")) {
      cursor.next();
      arguments();
    }
    return alias;
  }

  private boolean isAlias(SqlToken token) {
    return !Words.AFTER_FROM.contains(token.word())
        && !Words.NO_ALIAS.contains(token.word())
        && !Words.JOINS.contains(token.word());
  }

  /** Reads a path of JPQL, which has an alias in scope before its first dot. */
  private void path() {
    if (!cursor.peek().isName()) {
      found.unsure("a path is expected at '" + cursor.peek().text() + "'");
      return;
    }
    List<SqlToken> parts = name();
    if (parts.size() < 2) {
      found.unsure("a path is expected at '" + parts.get(0).text() + "'");
      return;
    }
    List<String> path = parts.stream().skip(1).map(SqlToken::text).toList();
    found.paths.add(new EntityPath(parts.get(0).text(), path, Optional.empty()));
  }

  private void treat() {
    cursor.next();
    cursor.next();
    path();
    if (cursor.accept("AS") && cursor.peek().isName()) {
      List<SqlToken> entity = name();
      SqlToken last = entity.get(entity.size() - 1);
      found.tables.add(
          new TableRef(
              Optional.empty(),
              last.text(),
              Optional.empty(),
              TableRef.Access.READ,
              entity.get(0).start()));
    }
    cursor.accept(")");
    aliasOfPath();
  }

  private void aliasOfPath() {
    Optional<String> alias = alias();
    if (alias.isPresent() && !found.paths.isEmpty()) {
      int last = found.paths.size() - 1;
      EntityPath path = found.paths.get(last);
      found.paths.set(last, new EntityPath(path.alias(), path.path(), alias));
    }
  }
}
