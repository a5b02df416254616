package dev.watertight.analyzer.sql;

import dev.watertight.analyzer.sql.ExpressionReader.Clause;
import dev.watertight.analyzer.sql.SqlStatement.Kind;
import dev.watertight.analyzer.sql.TableRef.Access;
import java.util.Set;

/** Reads the statements beside queries and SELECT, INSERT, UPDATE, DELETE, MERGE. */
final class OtherStatementReader {
  private static final Set<String> BEFORE_DDL_NAME = Set.of("IF", "NOT", "EXISTS", "ONLY");

  private final Cursor cursor;
  private final Findings found;
  private final ExpressionReader expressions;
  private final QueryReader queries;
  private final RelationReader relations;
  private final StatementReader statements;
  private final SettingReader settings;

  OtherStatementReader(
      Cursor cursor,
      Findings found,
      ExpressionReader expressions,
      QueryReader queries,
      StatementReader statements) {
    this.cursor = cursor;
    this.found = found;
    this.expressions = expressions;
    this.queries = queries;
    this.relations = queries.relationReader();
    this.statements = statements;
    this.settings = new SettingReader(cursor, found);
  }

  Kind statement() {
    SqlToken token = cursor.next();
    switch (token.word()) {
      case "SET" -> {
        settings.statement(token.start());
        return Kind.SET;
      }
      case "RESET", "SHOW", "DISCARD" -> {
        return skip(Kind.SET);
      }
      case "TRUNCATE" -> {
        return truncate();
      }
      case "COPY" -> {
        return copy();
      }
      case "LOCK" -> {
        return lock();
      }
      case "CALL", "EXEC", "EXECUTE", "PERFORM" -> {
        return call();
      }
      case "?" -> {
        return skip(Kind.CALL);
      }
      case "EXPLAIN", "DESCRIBE", "DESC" -> {
        return explain();
      }
      case "PREPARE" -> {
        return prepare();
      }
      case "DECLARE" -> {
        return declare();
      }
      case "BEGIN", "START", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "END", "ABORT" -> {
        return transaction(token);
      }
      case "CREATE", "ALTER", "DROP", "RENAME", "REFRESH" -> {
        return ddl(token);
      }
      case "GRANT", "REVOKE", "COMMENT", "REINDEX", "CLUSTER", "SECURITY", "REASSIGN", "IMPORT" -> {
        return skip(Kind.DDL);
      }
      case "VACUUM",
          "ANALYZE",
          "ANALYSE",
          "LISTEN",
          "UNLISTEN",
          "NOTIFY",
          "FETCH",
          "MOVE",
          "CLOSE",
          "DEALLOCATE",
          "CHECKPOINT",
          "LOAD",
          "PRAGMA",
          "SHUTDOWN",
          "KILL" -> {
        return skip(Kind.OTHER);
      }
      case "USE" -> {
        return skip(Kind.SET);
      }
      default -> {
        if (token.kind() == SqlToken.Kind.BIND && cursor.at("=") && cursor.peek(1).is("CALL")) {
          return skip(Kind.CALL); // {? = call f(?)}
        }
        found.unsure("it does not begin as a statement: '" + token.text() + "'");
        return skip(Kind.OTHER);
      }
    }
  }

  private Kind truncate() {
    cursor.accept("TABLE");
    do {
      cursor.accept("ONLY");
      cursor.accept("IF");
      cursor.accept("EXISTS");
      if (Set.of("RESTART", "CONTINUE", "CASCADE", "RESTRICT").contains(cursor.peek().word())) {
        break;
      }
      relations.name(Access.WRITE);
    } while (cursor.accept(","));
    return skip(Kind.TRUNCATE);
  }

  private Kind copy() {
    cursor.accept("BINARY");
    if (cursor.at("(")) {
      expressions.parenthesis(Clause.SELECT_LIST);
      return skip(Kind.COPY);
    }
    int first = found.tables.size();
    relations.name(Access.READ);
    if (cursor.at("(")) {
      expressions.parenthesis(Clause.ARGUMENTS);
    }
    if (cursor.at("FROM")) {
      Targets.write(found.tables, first);
    } else if (!cursor.at("TO")) {
      if (cursor.peek().isHole()) {
        Targets.write(found.tables, first);
        found.hole(HoleEffect.FRAGMENT);
      } else {
        found.unsure("COPY has neither FROM nor TO");
      }
    }
    return skip(Kind.COPY);
  }

  private Kind lock() {
    cursor.acceptAny("TABLE", "TABLES");
    do {
      cursor.accept("ONLY");
      relations.name(Access.READ);
      cursor.accept("*");
    } while (cursor.accept(","));
    return skip(Kind.LOCK);
  }

  private Kind call() {
    expressions.upTo(Clause.ARGUMENTS, Set.of());
    return Kind.CALL;
  }

  private Kind explain() {
    while (cursor.acceptAny("ANALYZE", "ANALYSE", "VERBOSE", "EXTENDED", "QUERY")) {
      // options
    }
    if (cursor.at("PLAN")) {
      while (!cursor.atEnd() && !cursor.accept("FOR")) {
        cursor.next();
      }
    }
    if (cursor.at("(") && !cursor.peek(1).is("SELECT") && !cursor.peek(1).is("(")) {
      expressions.parenthesis(Clause.ARGUMENTS);
    }
    if (cursor.peek().isName() && cursor.peek(1).kind() == SqlToken.Kind.END) {
      return skip(Kind.OTHER); // DESCRIBE projects
    }
    return statements.inner();
  }

  private Kind prepare() {
    cursor.next();
    if (cursor.at("(")) {
      expressions.parenthesis(Clause.ARGUMENTS);
    }
    if (!cursor.acceptAny("AS", "FROM")) {
      found.unsure("PREPARE has no AS");
      return skip(Kind.OTHER);
    }
    return statements.inner();
  }

  private Kind declare() {
    cursor.next();
    while (cursor.acceptAny(
        "BINARY",
        "INSENSITIVE",
        "ASENSITIVE",
        "NO",
        "SCROLL",
        "CURSOR",
        "WITH",
        "WITHOUT",
        "HOLD")) {
      // options
    }
    if (!cursor.accept("FOR")) {
      found.unsure("a block of a procedural language is not read");
      return skip(Kind.OTHER);
    }
    return statements.inner();
  }

  private Kind transaction(SqlToken first) {
    boolean block =
        first.is("BEGIN")
            && !cursor.atEnd()
            && !Set.of("TRANSACTION", "WORK", "ISOLATION", "READ", "NOT", "DEFERRABLE", "TRAN")
                .contains(cursor.peek().word());
    if (block) {
      found.unsure("a block of a procedural language is not read");
      return skip(Kind.OTHER);
    }
    return skip(Kind.TRANSACTION);
  }

  private Kind ddl(SqlToken first) {
    while (cursor.acceptAny(
        "OR",
        "REPLACE",
        "TEMPORARY",
        "TEMP",
        "UNLOGGED",
        "GLOBAL",
        "LOCAL",
        "MATERIALIZED",
        "RECURSIVE",
        "FORCE",
        "EDITIONABLE",
        "FOREIGN")) {
      // modifiers
    }
    boolean view = cursor.accept("VIEW");
    if (!view && !cursor.accept("TABLE")) {
      return skip(Kind.DDL);
    }
    cursor.accept("CONCURRENTLY");
    while (BEFORE_DDL_NAME.contains(cursor.peek().word())) {
      cursor.next();
    }
    if (!cursor.peek().isName() && cursor.peek().kind() != SqlToken.Kind.BIND) {
      found.unsure("the name of a table is expected");
      return skip(Kind.DDL);
    }
    relations.name(Access.WRITE);
    while (first.is("DROP") && cursor.accept(",")) {
      relations.name(Access.WRITE);
    }
    if (first.is("CREATE")) {
      definition();
    }
    return skip(Kind.DDL);
  }

  /** CREATE ... AS reads what its query reads. */
  private void definition() {
    while (!cursor.atEnd()) {
      if (cursor.at("AS") && (cursor.peek(1).is("(") || beginsAfterAs())) {
        cursor.next();
        queries.query();
        return;
      }
      if (cursor.at("(")) {
        int close = cursor.closing(0);
        if (close < 0) {
          return;
        }
        cursor.back(cursor.position() + close);
      }
      if (queries.begins() && cursor.at("SELECT")) {
        queries.query();
        return;
      }
      cursor.next();
    }
  }

  private boolean beginsAfterAs() {
    cursor.next();
    boolean begins = queries.begins();
    cursor.back(cursor.position() - 1);
    return begins;
  }

  private Kind skip(Kind kind) {
    while (!cursor.atEnd()) {
      if (cursor.next().hasHole()) {
        found.hole(HoleEffect.FRAGMENT);
      }
    }
    return kind;
  }
}
