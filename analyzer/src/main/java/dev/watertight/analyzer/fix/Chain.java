package dev.watertight.analyzer.fix;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import dev.watertight.core.finding.Fix;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Calls one upon the other, as jOOQ's queries are written.
 *
 * @param calls in the order in which they run
 */
record Chain(JavaText file, List<MethodCallExpr> calls) {
  /** After which a WHERE may follow. */
  private static final Set<String> BEFORE_WHERE =
      Set.of(
          "selectFrom",
          "from",
          "update",
          "set",
          "delete",
          "deleteFrom",
          "using",
          "join",
          "innerJoin",
          "leftJoin",
          "leftOuterJoin",
          "on",
          "onKey");

  private static final Set<String> CONDITIONS =
      Set.of(
          "and", "or", "andNot", "orNot", "andExists", "orExists", "andNotExists", "orNotExists");

  /** What makes one statement of several, or hands it on: there is no telling where a part ends. */
  private static final Set<String> SEVERAL =
      Set.of("union", "unionAll", "intersect", "except", "exceptAll", "intersectAll", "with");

  /** The chain that the call is a part of. */
  static Chain around(JavaText file, MethodCallExpr call) {
    MethodCallExpr last = call;
    for (Optional<MethodCallExpr> next = Optional.of(call); next.isPresent(); next = upon(last)) {
      last = next.get();
    }
    Deque<MethodCallExpr> calls = new ArrayDeque<>();
    for (Expression each = last; each instanceof MethodCallExpr c; ) {
      calls.addFirst(c);
      if (c.getScope().isEmpty()) {
        break;
      }
      each = c.getScope().get();
    }
    return new Chain(file, List.copyOf(calls));
  }

  /** The call on what the other gives. */
  private static Optional<MethodCallExpr> upon(MethodCallExpr call) {
    return call.getParentNode()
        .filter(MethodCallExpr.class::isInstance)
        .map(MethodCallExpr.class::cast)
        .filter(c -> c.getScope().flatMap(Expression::getRange).equals(call.getRange()));
  }

  boolean isOne() {
    return calls.stream().noneMatch(c -> SEVERAL.contains(c.getNameAsString()));
  }

  private int index(String name) {
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i).getNameAsString().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The only argument of the first call of one of the names that is that table. */
  Optional<Expression> table(Set<String> names, String table) {
    return calls.stream()
        .filter(c -> names.contains(c.getNameAsString()) && c.getArguments().size() == 1)
        .map(c -> c.getArgument(0))
        .filter(a -> isConstant(a, table))
        .findFirst();
  }

  /** Whether it is the generated constant of that table or column. */
  static boolean isConstant(Expression expression, String name) {
    String bare = name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
    String id =
        expression instanceof NameExpr simple
            ? simple.getNameAsString()
            : expression instanceof FieldAccessExpr field ? field.getNameAsString() : "";
    return id.equals(bare.toUpperCase(Locale.ROOT));
  }

  /** A call put in behind the conditions, or where they would be. */
  Optional<Fix.Replacement> withCondition(String condition) {
    int where = index("where");
    int after = where;
    if (where >= 0) {
      while (after + 1 < calls.size()
          && CONDITIONS.contains(calls.get(after + 1).getNameAsString())) {
        after++;
      }
    } else {
      for (int i = 0; i < calls.size(); i++) {
        String name = calls.get(i).getNameAsString();
        if (BEFORE_WHERE.contains(name) || (CONDITIONS.contains(name) && after >= 0)) {
          after = i;
        }
      }
    }
    return after < 0
        ? Optional.empty()
        : Optional.of(insertAfter(after, (where >= 0 ? "and" : "where") + "(" + condition + ")"));
  }

  /** Another call behind that one, on a line of its own where its neighbours are. */
  Fix.Replacement insertAfter(int index, String call) {
    int at = file.end(calls.get(index));
    return file.insert(at, line(index + 1).or(() -> line(index)).orElse("") + "." + call);
  }

  /** The break before a call, where it begins a line. */
  private Optional<String> line(int index) {
    if (index >= calls.size() || calls.get(index).getScope().isEmpty()) {
      return Optional.empty();
    }
    MethodCallExpr call = calls.get(index);
    int dot = file.text().indexOf('.', file.end(call.getScope().get()));
    return dot < 0 ? Optional.empty() : file.indentation(dot).map(i -> "\n" + i);
  }

  /** What the whole is called on. */
  Optional<Expression> receiver() {
    return calls.get(0).getScope();
  }
}
