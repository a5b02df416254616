package dev.watertight.analyzer.sql;

import java.util.Set;

/**
 * Passes over expressions, and reads the queries and the changes of settings in them. Judges what
 * each hole in them can hold from what stands around it.
 */
final class ExpressionReader {
  /** The clause that an expression stands in. */
  enum Clause {
    SELECT_LIST,
    CONDITION,
    ORDER,
    ASSIGNMENTS,
    ARGUMENTS,
    LIMIT
  }

  private final Cursor cursor;
  private final Findings found;
  private final SettingReader settings;
  private QueryReader queries;

  @SuppressWarnings("NullAway.Init") // The two readers need each other: use() completes it.
  ExpressionReader(Cursor cursor, Findings found) {
    this.cursor = cursor;
    this.found = found;
    this.settings = new SettingReader(cursor, found);
  }

  void use(QueryReader reader) {
    this.queries = reader;
  }

  /** Reads up to the end, a closing parenthesis, or a word of {@code stops} on this level. */
  void upTo(Clause clause, Set<String> stops) {
    upTo(clause, stops, false);
  }

  void upTo(Clause clause, Set<String> stops, boolean stopAtComma) {
    Clause current = clause;
    while (!cursor.atEnd()) {
      SqlToken token = cursor.peek();
      if (token.is(")") || (stopAtComma && token.is(","))) {
        return;
      }
      if (token.kind() == SqlToken.Kind.WORD) {
        if (stops.contains(token.word()) && structural(token)) {
          return;
        }
        current = clauseAfter(token, current);
      }
      one(current);
    }
  }

  /** Whether a word that can end an expression does so here, rather than being a function. */
  private boolean structural(SqlToken token) {
    SqlToken next = cursor.peek(1);
    return switch (token.word()) {
      case "FROM" -> !endsDistinct();
      case "LEFT", "RIGHT" -> !next.is("(");
      case "GROUP", "ORDER" -> next.is("BY") || next.is("SIBLINGS");
      default -> !next.is(".");
    };
  }

  /** IS [NOT] DISTINCT FROM. */
  private boolean endsDistinct() {
    return cursor.peek(-1).is("DISTINCT")
        && (cursor.peek(-2).is("IS") || cursor.peek(-2).is("NOT"));
  }

  private static Clause clauseAfter(SqlToken word, Clause current) {
    return switch (word.word()) {
      case "WHERE", "HAVING", "ON", "QUALIFY" -> Clause.CONDITION;
      case "ORDER", "GROUP", "WINDOW" -> Clause.ORDER;
      case "LIMIT", "OFFSET", "FETCH" -> Clause.LIMIT;
      case "RETURNING" -> Clause.SELECT_LIST;
      case "SET" -> Clause.ASSIGNMENTS;
      default -> current;
    };
  }

  /** Reads one token, or all of a parenthesis. */
  private void one(Clause clause) {
    SqlToken token = cursor.peek();
    if (token.is("(")) {
      parenthesis(clause);
      return;
    }
    if (token.hasHole()) {
      found.hole(effect(token, clause));
    } else if (token.is("SET_CONFIG") && cursor.peek(1).is("(")) {
      settings.call();
    } else if (token.is("SELECT") && cursor.peek(1).kind() != SqlToken.Kind.END) {
      misplaced(token);
    }
    cursor.next();
    if (token.is(".") && cursor.peek().isName()) {
      if (cursor.at("SET_CONFIG") && cursor.peek(1).is("(")) {
        settings.call();
      }
      if (cursor.peek().hasHole()) {
        found.hole(HoleEffect.COLUMNS);
      }
      cursor.next();
    }
  }

  private void misplaced(SqlToken token) {
    SqlToken next = cursor.peek(1);
    boolean name = next.is(",") || next.is(")") || next.is("=") || next.is(".");
    if (!name && !cursor.peek(-1).is(".")) {
      found.unsure("it has " + token.word() + " where none is expected");
    }
  }

  /** Reads a parenthesis: a query, or expressions. */
  void parenthesis(Clause outer) {
    SqlToken before = cursor.peek(-1);
    cursor.next();
    if (!found.down()) {
      cursor.back(Integer.MAX_VALUE / 2);
      return;
    }
    if (queries.begins()) {
      found.nests();
      queries.query();
      queries.moreTerms();
    }
    inside(before, innerClause(before, outer));
    if (!cursor.accept(")")) {
      found.unsure("a parenthesis is not closed");
    }
    found.up();
  }

  private void inside(SqlToken before, Clause clause) {
    Set<String> stops = Words.SET_OPERATIONS;
    boolean fromIsArgument = Words.FUNCTIONS_WITH_FROM.contains(before.word());
    if (!fromIsArgument) {
      stops = WITH_FROM;
    }
    while (!cursor.atEnd() && !cursor.at(")")) {
      int start = cursor.position();
      upTo(clause, stops);
      if (cursor.at("FROM")) {
        found.unsure("it has FROM in a parenthesis that does not begin as a query");
        cursor.next();
        queries.relations();
      } else if (Words.SET_OPERATIONS.contains(cursor.peek().word())) {
        queries.moreTerms();
      }
      if (cursor.position() == start) {
        cursor.next();
      }
    }
  }

  private static final Set<String> WITH_FROM =
      Set.of("UNION", "INTERSECT", "EXCEPT", "MINUS", "FROM");

  private static Clause innerClause(SqlToken before, Clause outer) {
    if (Words.BEFORE_CONDITION.contains(before.word())) {
      return Clause.CONDITION;
    }
    if (before.is("OVER") || before.is("WINDOW") || before.is("GROUP")) {
      return Clause.ORDER;
    }
    if (before.is("(")) {
      return outer;
    }
    return before.isName() || before.kind() == SqlToken.Kind.SYMBOL ? Clause.ARGUMENTS : outer;
  }

  private HoleEffect effect(SqlToken token, Clause clause) {
    if (token.kind() == SqlToken.Kind.STRING || token.kind() == SqlToken.Kind.NUMBER) {
      return HoleEffect.VALUES;
    }
    if (token.kind() == SqlToken.Kind.BIND) {
      return HoleEffect.VALUES;
    }
    if (!token.isHole()) {
      return HoleEffect.COLUMNS;
    }
    SqlToken before = cursor.peek(-1);
    SqlToken after = cursor.peek(1);
    if (after.is(".") || (after.is("(") && !startsCondition(before))) {
      return HoleEffect.COLUMNS;
    }
    if (operator(before) || Words.BEFORE_VALUE.contains(before.word()) || endsBetween(before)) {
      return HoleEffect.VALUES;
    }
    return switch (clause) {
      case ORDER -> HoleEffect.COLUMNS;
      case LIMIT -> HoleEffect.VALUES;
      case SELECT_LIST -> HoleEffect.COLUMNS;
      case ASSIGNMENTS ->
          before.is("SET") || before.is(",") ? HoleEffect.COLUMNS : HoleEffect.FRAGMENT;
      case ARGUMENTS -> before.is("(") || before.is(",") ? HoleEffect.VALUES : HoleEffect.COLUMNS;
      case CONDITION -> inCondition(before, after);
    };
  }

  private static HoleEffect inCondition(SqlToken before, SqlToken after) {
    boolean operandFollows =
        operator(after) || (Words.BEFORE_VALUE.contains(after.word()) && !limits(after));
    if (startsCondition(before)) {
      return operandFollows ? HoleEffect.COLUMNS : HoleEffect.FRAGMENT;
    }
    boolean value =
        after.kind() == SqlToken.Kind.BIND
            || after.kind() == SqlToken.Kind.STRING
            || after.kind() == SqlToken.Kind.NUMBER;
    return value && before.isName() ? HoleEffect.COLUMNS : HoleEffect.FRAGMENT;
  }

  private static boolean limits(SqlToken token) {
    return token.is("LIMIT") || token.is("OFFSET");
  }

  private static boolean startsCondition(SqlToken before) {
    return Words.BEFORE_CONDITION.contains(before.word()) || before.is("(");
  }

  private boolean endsBetween(SqlToken before) {
    return before.is("AND") && cursor.peek(-3).is("BETWEEN");
  }

  static boolean operator(SqlToken token) {
    return token.kind() == SqlToken.Kind.SYMBOL
        && !token.is("(")
        && !token.is(")")
        && !token.is(",")
        && !token.is(".")
        && !token.is(";");
  }
}
