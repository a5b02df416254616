package dev.watertight.analyzer.sql;

import dev.watertight.analyzer.sql.ExpressionReader.Clause;
import java.util.HashSet;
import java.util.Set;

/** Reads queries: SELECT, VALUES and TABLE, joined by UNION and the like, with WITH before them. */
final class QueryReader {
  private static final Set<String> AFTER_SELECT_LIST =
      Set.of("FROM", "INTO", "UNION", "INTERSECT", "EXCEPT", "MINUS", "WHERE", "ORDER", "GROUP");
  private static final Set<String> AFTER_QUERY =
      Set.of("UNION", "INTERSECT", "EXCEPT", "MINUS", "FROM", "SELECT");

  private final Cursor cursor;
  private final Findings found;
  private final ExpressionReader expressions;
  private final RelationReader relations;
  private StatementReader statements;

  @SuppressWarnings("NullAway.Init") // The readers need each other: use() completes it.
  QueryReader(Cursor cursor, Findings found, ExpressionReader expressions) {
    this.cursor = cursor;
    this.found = found;
    this.expressions = expressions;
    this.relations = new RelationReader(cursor, found, expressions, this);
    expressions.use(this);
  }

  void use(StatementReader reader) {
    this.statements = reader;
  }

  /** Whether a query without parentheses of its own begins here. */
  boolean begins() {
    SqlToken token = cursor.peek();
    SqlToken next = cursor.peek(1);
    return switch (token.word()) {
      case "SELECT" -> !next.is(")") && !next.is(",") && !next.is(".");
      case "WITH" -> next.isName() && !next.is("ORDINALITY");
      case "VALUES" -> next.is("(") || next.is("ROW");
      case "TABLE" -> next.isName() && !cursor.peek(2).is("(");
      case "FROM" -> found.jpql() && next.isName();
      default -> false;
    };
  }

  /** Reads a query with its WITH and all its terms. */
  void query() {
    if (cursor.at("WITH")) {
      found.nests();
      found.open();
      with();
      term();
      moreTerms();
      found.close();
    } else {
      term();
      moreTerms();
    }
  }

  /** Reads the terms that follow by UNION and the like. */
  void moreTerms() {
    while (Words.SET_OPERATIONS.contains(cursor.peek().word())) {
      found.nests();
      cursor.next();
      cursor.acceptAny("ALL", "DISTINCT");
      if (cursor.accept("CORRESPONDING") && cursor.accept("BY") && cursor.at("(")) {
        expressions.parenthesis(Clause.ARGUMENTS);
      }
      term();
    }
  }

  /** Reads the names and bodies of WITH into the scope that is open. */
  void with() {
    cursor.next();
    boolean recursive = cursor.accept("RECURSIVE");
    if (recursive) {
      declareAhead();
    }
    do {
      SqlToken name = cursor.peek();
      if (!name.isName()) {
        found.unsure("WITH is not followed by a name");
        return;
      }
      if (name.hasHole()) {
        found.hole(HoleEffect.TABLE);
      }
      cursor.next();
      if (cursor.at("(")) {
        expressions.parenthesis(Clause.ARGUMENTS);
      }
      if (!cursor.accept("AS")) {
        found.unsure("a name in WITH has no AS");
        return;
      }
      cursor.accept("NOT");
      cursor.accept("MATERIALIZED");
      body();
      found.declare(name);
      if (cursor.at("SEARCH") || cursor.at("CYCLE")) {
        expressions.upTo(
            Clause.ORDER, Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES"), true);
      }
    } while (cursor.accept(","));
  }

  private void body() {
    if (!cursor.at("(")) {
      found.unsure("a name in WITH has no query");
      return;
    }
    cursor.next();
    if (found.down()) {
      found.open();
      if (cursor.peek().isHole()) {
        found.hole(HoleEffect.TABLE);
        cursor.next();
      } else {
        statements.inner();
      }
      found.close();
    }
    found.up();
    if (!cursor.accept(")")) {
      found.unsure("a query in WITH is not closed");
    }
  }

  /** WITH RECURSIVE: each name is in scope in every body, also before its own. */
  private void declareAhead() {
    int start = cursor.position();
    while (cursor.peek().isName()) {
      SqlToken name = cursor.next();
      skipParenthesis();
      if (!cursor.accept("AS")) {
        break;
      }
      cursor.accept("NOT");
      cursor.accept("MATERIALIZED");
      if (!cursor.at("(")) {
        break;
      }
      skipParenthesis();
      found.declare(name);
      while (!cursor.atEnd()
          && !cursor.at(",")
          && !Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "(")
              .contains(cursor.peek().word())) {
        cursor.next();
      }
      if (!cursor.accept(",")) {
        break;
      }
    }
    cursor.back(start);
  }

  private void skipParenthesis() {
    if (cursor.at("(")) {
      int close = cursor.closing(0);
      cursor.back(close < 0 ? cursor.position() + 1 : cursor.position() + close + 1);
    }
  }

  /** Reads one term: a query in parentheses, or one without. */
  private void term() {
    SqlToken token = cursor.peek();
    if (token.is("(")) {
      expressions.parenthesis(Clause.SELECT_LIST);
      tail();
      return;
    }
    switch (token.word()) {
      case "SELECT" -> select();
      case "WITH" -> query();
      case "VALUES" -> {
        cursor.next();
        expressions.upTo(Clause.ARGUMENTS, AFTER_QUERY);
      }
      case "TABLE" -> {
        cursor.next();
        relations.only(TableRef.Access.READ);
        tail();
      }
      case "FROM" -> {
        fromClause();
        tail();
      }
      default -> {
        if (token.isHole()) {
          found.hole(HoleEffect.TABLE);
          cursor.next();
          tail();
        } else {
          found.unsure("a query is expected at '" + token.text() + "'");
        }
      }
    }
  }

  private void select() {
    cursor.next();
    expressions.upTo(Clause.SELECT_LIST, AFTER_SELECT_LIST);
    SqlToken last = cursor.peek(-1);
    boolean open = last.isHole();
    if (cursor.at("INTO")) {
      into();
      expressions.upTo(Clause.SELECT_LIST, AFTER_SELECT_LIST);
    }
    if (cursor.at("FROM")) {
      fromClause();
    } else if (open && (cursor.atEnd() || cursor.at(")") || cursor.at("WHERE"))) {
      found.hole(HoleEffect.TABLE);
    }
    tail();
  }

  /** SELECT INTO makes a table; into a variable it does not. */
  private void into() {
    cursor.next();
    cursor.acceptAny("TEMPORARY", "TEMP", "UNLOGGED");
    cursor.accept("TABLE");
    if (cursor.peek().isName()) {
      relations.name(TableRef.Access.WRITE);
    }
  }

  private void fromClause() {
    cursor.next();
    relations.list();
  }

  /** Reads relations behind a FROM. */
  void relations() {
    relations.list();
  }

  RelationReader relationReader() {
    return relations;
  }

  private void tail() {
    while (!cursor.atEnd() && !cursor.at(")")) {
      expressions.upTo(Clause.CONDITION, AFTER_QUERY);
      if (cursor.at("FROM")) {
        found.unsure("it has a second FROM");
        cursor.next();
        relations.list();
      } else if (cursor.at("SELECT")) {
        if (!found.jpql()) {
          found.unsure("it has a second SELECT");
        }
        cursor.next();
      } else {
        return;
      }
    }
  }

  static Set<String> with(Set<String> words, String... more) {
    Set<String> all = new HashSet<>(words);
    all.addAll(Set.of(more));
    return all;
  }
}
