package dev.watertight.analyzer.sql;

import dev.watertight.analyzer.sql.ExpressionReader.Clause;
import dev.watertight.analyzer.sql.SqlStatement.Kind;
import dev.watertight.analyzer.sql.TableRef.Access;
import java.util.Set;

/**
 * Reads one statement by the positions of its keywords: where a grammar has a relation, and nothing
 * else, a name is one. What does not fit is reported by {@link Findings#unsure}.
 */
final class StatementReader {
  private static final Set<String> AFTER_TARGET =
      Set.of("FROM", "WHERE", "RETURNING", "OUTPUT", "ON", "SELECT");
  private static final Set<String> INSERT_BODY = Set.of("SELECT", "WITH", "TABLE", "FROM");

  private final Cursor cursor;
  private final Findings found;
  private final ExpressionReader expressions;
  private final QueryReader queries;
  private final RelationReader relations;
  private final OtherStatementReader others;

  StatementReader(Cursor cursor, Findings found) {
    this.cursor = cursor;
    this.found = found;
    this.expressions = new ExpressionReader(cursor, found);
    this.queries = new QueryReader(cursor, found, expressions);
    this.queries.use(this);
    this.relations = queries.relationReader();
    this.others = new OtherStatementReader(cursor, found, expressions, queries, this);
  }

  /** Reads the statement to its end. */
  Kind statement() {
    Kind kind = inner();
    if (cursor.at(")")) {
      found.unsure("a parenthesis is closed that was not opened");
    } else if (!cursor.atEnd()) {
      found.unsure("it cannot be read from '" + cursor.peek().text() + "' on");
    }
    return kind;
  }

  /** Reads a statement that may stand in another: in WITH, behind EXPLAIN. */
  Kind inner() {
    SqlToken token = cursor.peek();
    if (token.isHole() && begins(cursor.peek(1))) {
      // A hint, a WITH, a limit of another database: what follows is a statement by itself.
      found.hole(HoleEffect.FRAGMENT);
      cursor.next();
      return inner();
    }
    if (token.isHole()) {
      found.hole(HoleEffect.WHOLE);
      found.unsure("its beginning is unknown");
      return Kind.OTHER;
    }
    return switch (token.word()) {
      case "SELECT", "VALUES", "TABLE" -> query();
      case "(" -> query();
      case "FROM" -> {
        if (!found.jpql()) {
          found.unsure("it begins with FROM");
        }
        yield query();
      }
      case "WITH" -> with();
      case "INSERT", "REPLACE", "UPSERT" -> insert();
      case "UPDATE" -> update();
      case "DELETE" -> delete();
      case "MERGE" -> merge();
      default -> others.statement();
    };
  }

  private static boolean begins(SqlToken token) {
    return switch (token.word()) {
      case "SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE" -> true;
      default -> token.isHole();
    };
  }

  private Kind query() {
    queries.query();
    return Kind.SELECT;
  }

  private Kind with() {
    found.nests();
    found.open();
    queries.with();
    Kind kind = Kind.SELECT;
    if (queries.begins() || cursor.at("(")) {
      queries.query();
    } else if (Set.of("INSERT", "UPDATE", "DELETE", "MERGE").contains(cursor.peek().word())) {
      kind = inner();
    } else if (cursor.peek().isHole()) {
      found.hole(HoleEffect.TABLE);
      cursor.next();
    } else {
      found.unsure("WITH is followed by no statement");
    }
    found.close();
    return kind;
  }

  private Kind insert() {
    cursor.next();
    if (cursor.at("ALL") || cursor.at("FIRST")) {
      found.unsure("an insert into several tables is not read");
      return Kind.INSERT;
    }
    while (cursor.acceptAny(
        "OR", "REPLACE", "IGNORE", "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "ROLLBACK")) {
      // modifiers of other databases
    }
    if (!cursor.acceptAny("INTO", "OVERWRITE") && !cursor.peek().isName()) {
      found.unsure("INSERT is not followed by INTO");
      return Kind.INSERT;
    }
    cursor.accept("INTO");
    if (cursor.at("TABLE") && cursor.peek(1).isName()) {
      cursor.next();
    }
    if (openEnd()) {
      return Kind.INSERT;
    }
    relations.table(Access.WRITE);
    if (cursor.at("(") && !startsQuery(1)) {
      columns();
    }
    if (cursor.at("OVERRIDING")) {
      cursor.next();
      cursor.next();
      cursor.accept("VALUE");
    }
    insertBody();
    return Kind.INSERT;
  }

  private void insertBody() {
    SqlToken token = cursor.peek();
    if (token.is("DEFAULT")) {
      cursor.next();
      cursor.accept("VALUES");
    } else if (token.is("VALUES") || token.is("VALUE")) {
      cursor.next();
    } else if (token.is("SET")) {
      cursor.next();
      expressions.upTo(Clause.ASSIGNMENTS, Set.of("ON", "RETURNING"));
    } else if (INSERT_BODY.contains(token.word()) || token.is("(")) {
      queries.query();
      return;
    } else if (token.is("OUTPUT")) {
      expressions.upTo(Clause.SELECT_LIST, Set.of("VALUES", "SELECT", "WITH"));
      insertBody();
      return;
    } else if (token.isHole()) {
      found.hole(HoleEffect.FRAGMENT);
      cursor.next();
    } else if (cursor.atEnd()) {
      if (found.holes() == HoleEffect.NONE) {
        found.unsure("an insert ends without values");
      }
      return;
    } else {
      found.unsure("values or a query are expected at '" + token.text() + "'");
      return;
    }
    rest(Clause.ARGUMENTS);
  }

  /** Column names in parentheses: a hole among them is a column. */
  private void columns() {
    int close = cursor.closing(0);
    if (close < 0) {
      found.unsure("a parenthesis is not closed");
      return;
    }
    for (int i = 0; i <= close; i++) {
      if (cursor.next().hasHole()) {
        found.hole(HoleEffect.COLUMNS);
      }
    }
  }

  private boolean startsQuery(int ahead) {
    SqlToken token = cursor.peek(ahead);
    return token.is("SELECT")
        || token.is("WITH")
        || (token.is("VALUES") && cursor.peek(ahead + 1).is("("))
        || token.is("(");
  }

  private Kind update() {
    cursor.next();
    if (found.jpql() && cursor.at("VERSIONED")) {
      cursor.next();
    }
    while (cursor.at("LOW_PRIORITY") || cursor.at("IGNORE")) {
      cursor.next();
    }
    if (openEnd()) {
      return Kind.UPDATE;
    }
    int first = found.tables.size();
    targets();
    if (!cursor.accept("SET")) {
      if (found.holes().compareTo(HoleEffect.FRAGMENT) < 0) {
        found.unsure("an update has no SET");
      }
      rest(Clause.CONDITION);
      return Kind.UPDATE;
    }
    int written = found.tables.size();
    expressions.upTo(Clause.ASSIGNMENTS, AFTER_TARGET);
    if (cursor.at("OUTPUT")) {
      expressions.upTo(Clause.SELECT_LIST, Set.of("FROM", "WHERE"));
    }
    if (cursor.accept("FROM")) {
      relations.list();
      Targets.resolveAlias(found.tables, first, written);
    }
    rest(Clause.CONDITION);
    return Kind.UPDATE;
  }

  /** The target, or, in other dialects than PostgreSQL's, several joined. */
  private void targets() {
    int first = found.tables.size();
    if (cursor.at("(")) {
      relations.list();
      Targets.write(found.tables, first);
      return;
    }
    relations.only(Access.WRITE);
    if (!cursor.atEnd() && !cursor.at("SET")) {
      relations.moreOfList();
      Targets.write(found.tables, first);
    }
  }

  private Kind delete() {
    cursor.next();
    while (cursor.at("LOW_PRIORITY") || cursor.at("QUICK") || cursor.at("IGNORE")) {
      cursor.next();
    }
    if (cursor.at("TOP", "(")) {
      cursor.next();
      expressions.parenthesis(Clause.ARGUMENTS);
    }
    int first = found.tables.size();
    boolean from = cursor.accept("FROM");
    if (openEnd()) {
      return Kind.DELETE;
    }
    deleteTarget();
    int written = found.tables.size();
    if (cursor.at("OUTPUT")) {
      expressions.upTo(Clause.SELECT_LIST, Set.of("FROM", "WHERE"));
    }
    if (cursor.at("FROM") || (from && cursor.at("USING"))) {
      cursor.next();
      relations.list();
      Targets.resolveAlias(found.tables, first, written);
    }
    rest(Clause.CONDITION);
    return Kind.DELETE;
  }

  private void deleteTarget() {
    do {
      relations.only(Access.WRITE);
    } while (cursor.accept(","));
    if (Words.JOINS.contains(cursor.peek().word())) {
      relations.moreOfList();
    }
  }

  private Kind merge() {
    cursor.next();
    cursor.accept("INTO");
    cursor.accept("ONLY");
    if (openEnd()) {
      return Kind.MERGE;
    }
    if (cursor.at("(")) {
      found.unsure("a merge into a query is not read");
      return Kind.MERGE;
    }
    relations.table(Access.WRITE);
    if (cursor.at("(")) {
      columns();
    }
    if (cursor.at("KEY", "(")) {
      cursor.next();
      columns();
    }
    if (cursor.accept("USING")) {
      relations.list();
      rest(Clause.CONDITION);
    } else if (queries.begins() || cursor.at("(")) {
      queries.query();
    } else {
      if (!cursor.accept("VALUES")) {
        found.unsure("a merge has neither USING nor values");
      }
      rest(Clause.ARGUMENTS);
    }
    return Kind.MERGE;
  }

  /** Reads on to the end, or to the parenthesis that closes. */
  private void rest(Clause clause) {
    while (!cursor.atEnd() && !cursor.at(")")) {
      int start = cursor.position();
      expressions.upTo(clause, Set.of("FROM"));
      if (cursor.at("FROM")) {
        found.unsure("it has FROM in an unexpected place");
        cursor.next();
        relations.list();
      }
      if (cursor.position() == start) {
        return;
      }
    }
  }

  /** Whether all that would follow is a hole, or nothing. */
  private boolean openEnd() {
    if (cursor.peek().isHole() && cursor.peek(1).kind() == SqlToken.Kind.END) {
      found.hole(HoleEffect.TABLE);
      cursor.next();
      return true;
    }
    return false;
  }
}
