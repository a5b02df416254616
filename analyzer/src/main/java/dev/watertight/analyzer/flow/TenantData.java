package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.core.tenant.TenantTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which values are rows of tenants, or made of them. */
final class TenantData {
  private static final Set<String> NUMBERS =
      Set.of(
          "int",
          "long",
          "boolean",
          "double",
          "float",
          "short",
          "byte",
          "char",
          "java.lang.Boolean",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Double",
          "java.time.Instant",
          "void");

  private static final Set<String> HOLDERS =
      Set.of(
          "Mono",
          "Flux",
          "Page",
          "Slice",
          "Result",
          "Uni",
          "Multi",
          "ImmutableList",
          "ImmutableSet",
          "ImmutableMap",
          "Pair",
          "Maybe",
          "Single",
          "Either",
          "ResponseEntity");

  private final Code code;
  private final Types types;
  private final TableIndex tables;
  private final Reach reach;
  private int depth;

  TenantData(Code code, Types types, TableIndex tables, List<Access> accesses) {
    this.code = code;
    this.types = types;
    this.tables = tables;
    this.reach =
        new Reach(
            code,
            types,
            accesses.stream().filter(a -> a.tables().stream().anyMatch(tables::isScoped)).toList());
  }

  /** The tenants' table from which what the method gives comes. */
  Optional<String> from(MethodDecl method) {
    return reach
        .from(method)
        .flatMap(this::table)
        .or(() -> ofType(types.program().resolve(method.fact().returnType(), method.owner())));
  }

  private Optional<String> table(Access access) {
    return access.tables().stream().filter(tables::isScoped).findFirst().map(this::spelled);
  }

  private String spelled(TableUse use) {
    return tables.find(use.schema(), use.name()).map(TenantTable::name).orElse(use.name());
  }

  /** The tenants' table from which the value of an expression comes. */
  Optional<String> from(Expr expression, Unit unit) {
    if (depth > 8) {
      return Optional.empty();
    }
    depth++;
    try {
      return compute(expression, unit);
    } finally {
      depth--;
    }
  }

  private Optional<String> compute(Expr expression, Unit unit) {
    JType type = types.of(expression, unit);
    if (NUMBERS.contains(type.name())) {
      return Optional.empty();
    }
    Optional<String> found =
        reach
            .from(expression, unit)
            .flatMap(this::table)
            .or(() -> expression instanceof Expr.New ? Optional.empty() : ofType(type));
    if (found.isPresent()) {
      return found;
    }
    if (expression instanceof Expr.Name name) {
      return unit.variable(name.id(), name.span()).flatMap(v -> from(v, name, unit));
    }
    for (Expr part : parts(expression)) {
      Optional<String> inside = from(part, unit);
      if (inside.isPresent()) {
        return inside;
      }
    }
    return Optional.empty();
  }

  /** The parts of which a value can be made, as far as they are values. */
  private static List<Expr> parts(Expr expression) {
    if (expression instanceof Expr.Call call) {
      return call.arguments().isEmpty() || call.scope().isEmpty()
          ? call.scope().map(List::of).orElse(call.arguments())
          : Children.of(expression);
    }
    return expression instanceof Expr.Lambda || expression instanceof Expr.Binary
        ? List.of()
        : Children.of(expression);
  }

  private Optional<String> from(Variable variable, Expr.Name name, Unit unit) {
    for (Expr value : Carriers.values(variable, name.span(), unit)) {
      Optional<String> found = from(value, unit);
      if (found.isPresent()) {
        return found;
      }
    }
    return variable.role() == Variable.Role.PARAMETER
        ? fromCallers(variable.index(), unit)
        : Optional.empty();
  }

  private Optional<String> fromCallers(int index, Unit unit) {
    if (unit.method().isEmpty() || depth > 3) {
      return Optional.empty();
    }
    MethodDecl method = unit.method().get();
    MethodFact fact = method.fact();
    for (Unit caller : code.calling(fact.name())) {
      for (Node each : caller.calls()) {
        if (each.item() instanceof Expr.Call call
            && call.name().equals(fact.name())
            && call.arguments().size() > index
            && types.targets(call, caller).contains(method)) {
          Optional<String> found = from(call.arguments().get(index), caller);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The tenants' table to which a type, or one of its arguments, is mapped. */
  Optional<String> ofType(JType type) {
    Optional<String> own =
        tables
            .mapping(type)
            .map(tables::table)
            .or(() -> tables.byRecord(type))
            .flatMap(t -> tables.find(t.schema(), t.name()))
            .filter(t -> t.kind() == TenantTable.Kind.SCOPED)
            .map(TenantTable::name);
    if (own.isPresent() || !holdsItsArguments(type)) {
      return own;
    }
    return type.arguments().stream().flatMap(a -> ofType(a).stream()).findFirst();
  }

  /** Whether an object of the type is made of values of its type arguments. */
  private static boolean holdsItsArguments(JType type) {
    return type.name().equals("[]")
        || (type.name().startsWith("java.util.") && !type.name().startsWith("java.util.function."))
        || HOLDERS.contains(type.simpleName());
  }

  /** The tenants' table of what a lambda or a reference loads, or of the value itself. */
  Optional<String> stored(Expr value, JType receiver, Unit unit) {
    if (value instanceof Expr.Lambda lambda) {
      for (Expr result : unit.results(lambda)) {
        Optional<String> table = from(result, unit);
        if (table.isPresent()) {
          return table;
        }
      }
      return Optional.empty();
    }
    if (value instanceof Expr.MethodRef) {
      for (MethodDecl target : types.targets(value, unit)) {
        Optional<String> table = from(target);
        if (table.isPresent()) {
          return table;
        }
      }
      return from(value, unit)
          .or(
              () ->
                  receiver.arguments().size() == 2
                      ? ofType(receiver.argument(1))
                      : Optional.empty());
    }
    return from(value, unit);
  }
}
