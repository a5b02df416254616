package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.Contexts.ContextSite;
import dev.watertight.isolation.sql.ReadStatement.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.statement.Statement;

/** Reads the one or several statements of a text. */
final class Parts {
  private static final Set<String> TRANSACTION =
      Set.of("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release");
  private static final Set<String> UTILITY =
      Set.of(
          "alter",
          "analyse",
          "analyze",
          "checkpoint",
          "close",
          "cluster",
          "comment",
          "create",
          "deallocate",
          "discard",
          "drop",
          "explain",
          "grant",
          "import",
          "listen",
          "load",
          "lock",
          "move",
          "notify",
          "reassign",
          "refresh",
          "reindex",
          "reset",
          "revoke",
          "security",
          "set",
          "show",
          "truncate",
          "unlisten",
          "vacuum");
  private static final Set<Kind> WITH_TABLES =
      EnumSet.of(Kind.SELECT, Kind.INSERT, Kind.UPDATE, Kind.DELETE, Kind.MERGE);

  private final Names names;

  Parts(Names names) {
    this.names = names;
  }

  /** What one statement is, and what was found in it. */
  record Part(Kind kind, Findings findings, List<ContextSite> contexts) {}

  /** The statements, which semicolons separate. */
  List<Part> read(String sql) {
    List<Part> parts = new ArrayList<>();
    List<Token> tokens = Lexer.tokens(sql);
    int start = 0;
    int depth = 0;
    for (int i = 0; i <= tokens.size(); i++) {
      if (i < tokens.size()) {
        depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      }
      if (i == tokens.size() || (depth == 0 && tokens.get(i).is(";"))) {
        if (i > start) {
          parts.add(part(new Source(sql, tokens.subList(start, i))));
        }
        start = i + 1;
      }
    }
    return parts;
  }

  private Part part(Source source) {
    Findings findings = new Findings(source);
    List<ContextSite> contexts = Contexts.in(source);
    Kind kind = kind(source, findings);
    Set<SqlSchema.Table> mentioned = names.mentioned(source.tokens());
    if (!WITH_TABLES.contains(kind)) {
      findings.tables.addAll(mentioned);
    } else if (mentioned.isEmpty()) {
      findings.writes = source.tokens().stream().anyMatch(Parts::isChange);
    } else {
      tree(source, findings, mentioned);
    }
    if (!contexts.isEmpty() && findings.tables.isEmpty()) {
      kind = Kind.CONTEXT;
    }
    return new Part(findings.problem().isPresent() ? Kind.OPAQUE : kind, findings, contexts);
  }

  private static boolean isChange(Token token) {
    return token.is("insert") || token.is("update") || token.is("delete") || token.is("merge");
  }

  private void tree(Source source, Findings findings, Set<SqlSchema.Table> mentioned) {
    try {
      Statement statement =
          Parser.parse(source.sql(), source.tokens(), source.start(), source.end());
      new Queries(names, findings).changes().read(statement, new Scope(Optional.empty()));
      findings.mindUnseen();
    } catch (OpaqueException e) {
      findings.problem(e.reason());
      findings.writes = source.tokens().stream().anyMatch(Parts::isChange);
    } catch (StackOverflowError e) {
      findings.problem("it is nested too deep");
    } catch (RuntimeException e) {
      // The tree has gaps in forms that are rare.
      findings.problem("its tree is not understood: " + e.getClass().getSimpleName());
    }
    if (findings.problem().isPresent()) {
      findings.tables.addAll(mentioned);
    }
  }

  private static Kind kind(Source source, Findings findings) {
    Token first = source.tokens().get(0);
    String word = first.text();
    if (first.is("(") || first.is("with")) {
      word =
          source.tokens().stream()
              .filter(t -> first.is("(") ? t.is("select") || t.is("values") : isMain(source, t))
              .findFirst()
              .map(Token::text)
              .orElse("");
    }
    if (isTransaction(source)) {
      return Kind.TRANSACTION;
    }
    if (makesTable(source)) {
      findings.problem("it makes a table from a query");
    }
    return switch (word) {
      case "select", "values", "table" -> Kind.SELECT;
      case "insert" -> Kind.INSERT;
      case "update" -> Kind.UPDATE;
      case "delete" -> Kind.DELETE;
      case "merge" -> Kind.MERGE;
      default -> {
        if (!UTILITY.contains(word)) {
          findings.problem("what " + (word.equals("{") ? "a call" : word) + " does is not seen");
          yield Kind.OPAQUE;
        }
        findings.writes = word.equals("truncate");
        yield Kind.UTILITY;
      }
    };
  }

  /** Whether a token outside all parentheses says what a WITH is for. */
  private static boolean isMain(Source source, Token token) {
    if (!isChange(token) && !token.is("select") && !token.is("values")) {
      return false;
    }
    int depth = 0;
    for (Token other : source.tokens()) {
      if (other.equals(token)) {
        return depth == 0;
      }
      depth += other.is("(") ? 1 : other.is(")") ? -1 : 0;
    }
    return false;
  }

  private static boolean isTransaction(Source source) {
    Token first = source.tokens().get(0);
    return (first.kind() == Token.Kind.WORD && TRANSACTION.contains(first.text()))
        || (first.is("set") && source.isAt(1, "transaction"))
        || (first.is("set") && source.isAt(1, "session") && source.isAt(2, "characteristics"))
        || (first.is("prepare") && source.isAt(1, "transaction"));
  }

  private static boolean makesTable(Source source) {
    if (!source.isAt(0, "create")) {
      return false;
    }
    for (int i = 1; i < source.tokens().size() - 1; i++) {
      if (source.isAt(i, "table")) {
        return source.tokens().subList(i, source.tokens().size()).stream()
            .anyMatch(t -> t.is("select") || t.is("execute"));
      }
    }
    return false;
  }
}
