package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * A method {@code ignoreTable(name)} of a tenant plugin, carried out for the name of a table as far
 * as it can be read: comparisons with texts and with lists of texts.
 */
final class IgnoredTables {
  private static final Pattern MEMBERSHIP =
      Pattern.compile("(?i)contains(any)?(ignorecase)?|equalsany(ignorecase)?|in|isin|anymatch");

  private final Program program;
  private final TypeDecl owner;
  private final MethodFact method;
  private final BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes;

  IgnoredTables(
      Program program,
      TypeDecl owner,
      MethodFact method,
      BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes) {
    this.program = program;
    this.owner = owner;
    this.method = method;
    this.attributes = attributes;
  }

  /** Whether the method leaves the table out; empty where that cannot be read. */
  Optional<Boolean> ignores(String table) {
    if (method.body().isEmpty() || method.parameters().size() != 1) {
      return Optional.empty();
    }
    Map<String, String> names = new HashMap<>();
    names.put(method.parameters().get(0).name(), table.toLowerCase(Locale.ROOT));
    return run(method.body().get(), names).result();
  }

  /** How a statement ends: it goes on, or it returns what may not be known. */
  private record End(boolean goesOn, Optional<Boolean> result) {
    static final End NEXT = new End(true, Optional.empty());
    static final End UNKNOWN = new End(false, Optional.empty());
  }

  private End run(Stmt statement, Map<String, String> names) {
    if (statement instanceof Stmt.Block block) {
      for (Stmt each : block.statements()) {
        End end = run(each, names);
        if (!end.goesOn()) {
          return end;
        }
      }
      return End.NEXT;
    }
    if (statement instanceof Stmt.Return returned) {
      return new End(false, returned.value().flatMap(v -> holds(v, names)));
    }
    if (statement instanceof Stmt.Local local) {
      local.initializer().flatMap(i -> text(i, names)).ifPresent(t -> names.put(local.name(), t));
      return End.NEXT;
    }
    if (statement instanceof Stmt.If branch) {
      Optional<Boolean> condition = holds(branch.condition(), names);
      if (condition.isEmpty()) {
        return End.UNKNOWN;
      }
      return condition.get()
          ? run(branch.then(), names)
          : branch.otherwise().map(o -> run(o, names)).orElse(End.NEXT);
    }
    if (statement instanceof Stmt.Loop loop && loop.each().isPresent()) {
      Optional<List<String>> texts = texts(loop.each().get().iterated());
      if (texts.isEmpty()) {
        return End.UNKNOWN;
      }
      for (String each : texts.get()) {
        names.put(loop.each().get().name(), each);
        End end = run(loop.body(), names);
        if (!end.goesOn()) {
          return end;
        }
      }
      return End.NEXT;
    }
    return statement instanceof Stmt.Evaluate ? End.NEXT : End.UNKNOWN;
  }

  private Optional<Boolean> holds(Expr expression, Map<String, String> names) {
    if (expression instanceof Expr.Literal literal && literal.kind() == Expr.Literal.Kind.BOOLEAN) {
      return Optional.of(Boolean.parseBoolean(literal.text()));
    }
    if (expression instanceof Expr.Unary not && not.operator().equals("!")) {
      return holds(not.operand(), names).map(b -> !b);
    }
    if (expression instanceof Expr.Binary binary
        && (binary.operator().equals("||") || binary.operator().equals("&&"))) {
      boolean decides = binary.operator().equals("||");
      boolean unknown = false;
      for (Expr operand : binary.operands()) {
        Optional<Boolean> value = holds(operand, names);
        if (value.filter(v -> v == decides).isPresent()) {
          return Optional.of(decides);
        }
        unknown |= value.isEmpty();
      }
      return unknown ? Optional.empty() : Optional.of(!decides);
    }
    if (expression instanceof Expr.Conditional choice) {
      return holds(choice.condition(), names)
          .flatMap(c -> holds(c ? choice.then() : choice.otherwise(), names));
    }
    return expression instanceof Expr.Call call ? compares(call, names) : Optional.empty();
  }

  private Optional<Boolean> compares(Expr.Call call, Map<String, String> names) {
    List<Expr> parts = new ArrayList<>();
    call.scope().filter(s -> !isType(s)).ifPresent(parts::add);
    parts.addAll(call.arguments());
    if (parts.size() == 2) {
      Optional<String> left = text(parts.get(0), names);
      Optional<String> right = text(parts.get(1), names);
      if (left.isPresent() && right.isPresent()) {
        return compares(call.name(), left.get(), right.get());
      }
    }
    if (!MEMBERSHIP.matcher(call.name()).matches()) {
      return Optional.empty();
    }
    Optional<String> table = parts.stream().flatMap(p -> text(p, names).stream()).findFirst();
    String name = table.orElseGet(() -> names.getOrDefault(method.parameters().get(0).name(), ""));
    List<String> members = new ArrayList<>();
    for (Expr part : parts) {
      boolean predicate = part instanceof Expr.MethodRef || part instanceof Expr.Lambda;
      if (!predicate && (text(part, names).isEmpty() || part instanceof Expr.Text)) {
        Optional<List<String>> texts = texts(part);
        if (texts.isEmpty()) {
          return Optional.empty();
        }
        members.addAll(texts.get());
      }
    }
    return Optional.of(members.contains(name));
  }

  private static Optional<Boolean> compares(String operation, String left, String right) {
    return switch (operation) {
      case "equals", "equalsIgnoreCase", "contentEquals" -> Optional.of(left.equals(right));
      case "startsWith", "startsWithIgnoreCase", "startWith" -> Optional.of(left.startsWith(right));
      case "endsWith", "endsWithIgnoreCase", "endWith" -> Optional.of(left.endsWith(right));
      case "contains" -> Optional.of(left.contains(right));
      default -> Optional.empty();
    };
  }

  private boolean isType(Expr scope) {
    return scope instanceof Expr.Name name
        && Character.isUpperCase(name.id().codePointAt(0))
        && field(owner, name.id()).isEmpty();
  }

  private Optional<String> text(Expr expression, Map<String, String> names) {
    if (expression instanceof Expr.Name name && names.containsKey(name.id())) {
      return Optional.of(names.get(name.id()));
    }
    if (expression instanceof Expr.Call call
        && call.scope().isPresent()
        && call.name().matches("toLowerCase|toUpperCase|trim|strip|replace|toString")) {
      return text(call.scope().get(), names);
    }
    return evaluated(expression).map(t -> t.toLowerCase(Locale.ROOT));
  }

  private Optional<String> evaluated(Expr expression) {
    if (expression instanceof Expr.Call || expression instanceof Expr.New) {
      return Optional.empty();
    }
    Value value =
        attributes
            .apply(owner, AnnotationFact.of("", Map.of("value", expression), expression.span()))
            .getOrDefault("value", Value.UNKNOWN);
    return value
        .texts()
        .filter(t -> t.variants().size() == 1)
        .map(t -> t.variants().get(0))
        .filter(t -> t.chars().noneMatch(c -> c >= '\uE000' && c < '\uE200'));
  }

  /** All texts of a list that is written in sight, or in a field; empty for any other. */
  private Optional<List<String>> texts(Expr expression) {
    Expr list = expression;
    if (expression instanceof Expr.Name name) {
      Optional<Expr> initializer = field(owner, name.id()).flatMap(FieldFact::initializer);
      if (initializer.isEmpty()) {
        return evaluated(expression).map(t -> List.of(t.toLowerCase(Locale.ROOT)));
      }
      list = initializer.get();
    } else if (expression instanceof Expr.Field field && field.scope() instanceof Expr.Name scope) {
      Optional<Expr> initializer =
          program
              .find(program.resolveName(scope.id(), owner))
              .flatMap(t -> field(t, field.name()))
              .flatMap(FieldFact::initializer);
      if (initializer.isEmpty()) {
        return Optional.empty();
      }
      list = initializer.get();
    }
    List<String> found = new ArrayList<>();
    boolean[] readable = {true};
    Parts.expressions(
        list,
        e -> {
          if (e instanceof Expr.Text text) {
            found.add(text.value().toLowerCase(Locale.ROOT));
          } else if (e instanceof Expr.Name name && !isType(name)) {
            if (e != expression) {
              texts(name).ifPresentOrElse(found::addAll, () -> readable[0] = false);
            } else {
              readable[0] = false;
            }
          } else if (e instanceof Expr.Call call && call.name().matches("get[A-Z].*")) {
            readable[0] = false;
          }
        });
    return readable[0] ? Optional.of(found) : Optional.empty();
  }

  private static Optional<FieldFact> field(TypeDecl type, String name) {
    for (Optional<TypeDecl> at = Optional.of(type); at.isPresent(); at = at.get().outer()) {
      for (FieldFact field : at.get().fact().fields()) {
        if (field.name().equals(name)) {
          return Optional.of(field);
        }
      }
    }
    return Optional.empty();
  }
}
