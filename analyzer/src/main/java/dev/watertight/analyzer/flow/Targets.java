package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FileFacts.ImportFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The methods that a call, a creation or a reference can mean, by names, numbers and types of
 * arguments. It does not choose among overloads as a compiler does: where types are not known all
 * that fit are meant.
 */
final class Targets {
  private final Program program;
  private final Types types;

  Targets(Program program, Types types) {
    this.program = program;
    this.types = types;
  }

  /** The declared methods that a call names, the nearest first; overriding ones left out. */
  List<MethodDecl> declared(Expr.Call call, Unit unit) {
    int size = call.arguments().size();
    if (call.scope().isEmpty()) {
      return implicit(call, unit, size);
    }
    JType receiver = types.receiver(call, unit);
    return receiver.isUnknown() || receiver.is("[]")
        ? List.of()
        : fitting(
            program
                .find(receiver.name())
                .map(t -> program.methods(t, call.name(), size))
                .orElse(List.of()),
            call.arguments(),
            unit);
  }

  private List<MethodDecl> implicit(Expr.Call call, Unit unit, int size) {
    if (call.name().equals("this") || call.name().equals("super")) {
      TypeDecl type = unit.type();
      Optional<TypeDecl> of =
          call.name().equals("this")
              ? Optional.of(type)
              : type.fact().supertypes().stream()
                  .findFirst()
                  .flatMap(s -> program.find(program.resolveName(s.name(), type)));
      return of.map(t -> constructors(t, call.arguments(), unit)).orElse(List.of());
    }
    for (TypeDecl type = unit.type(); ; type = type.outer().get()) {
      List<MethodDecl> methods = program.methods(type, call.name(), size);
      if (!methods.isEmpty() || type.outer().isEmpty()) {
        return methods.isEmpty()
            ? imported(call, unit, size)
            : fitting(methods, call.arguments(), unit);
      }
    }
  }

  private List<MethodDecl> imported(Expr.Call call, Unit unit, int size) {
    for (ImportFact each : unit.type().file().imports()) {
      if (each.isStatic() && (each.onDemand() || each.name().endsWith("." + call.name()))) {
        String owner =
            each.onDemand()
                ? each.name()
                : each.name().substring(0, each.name().length() - call.name().length() - 1);
        List<MethodDecl> methods =
            program.find(owner).map(t -> program.methods(t, call.name(), size)).orElse(List.of());
        if (!methods.isEmpty()) {
          return methods;
        }
      }
    }
    return List.of();
  }

  /** The constructors that a creation can mean. */
  List<MethodDecl> constructors(TypeDecl type, List<Expr> arguments, Unit unit) {
    List<MethodDecl> all =
        type.fact().methods().stream()
            .filter(m -> m.name().equals("<init>"))
            .map(m -> new MethodDecl(type, m))
            .filter(m -> m.takes(arguments.size()))
            .toList();
    return fitting(all, arguments, unit);
  }

  /** Those whose parameters no argument plainly is not. */
  private List<MethodDecl> fitting(List<MethodDecl> methods, List<Expr> arguments, Unit unit) {
    if (methods.size() < 2) {
      return methods;
    }
    List<MethodDecl> fitting = new ArrayList<>();
    for (MethodDecl method : methods) {
      boolean fits = true;
      for (int i = 0; i < arguments.size() && fits; i++) {
        JType taken = types.resolve(method.parameterType(i), method);
        JType given = types.of(arguments.get(i), unit);
        fits =
            given.isUnknown()
                || taken.isUnknown()
                || taken.is("java.lang.Object")
                || program.is(given, taken.name())
                || (!known(given) && !known(taken));
      }
      if (fits) {
        fitting.add(method);
      }
    }
    return fitting.isEmpty() ? methods : fitting;
  }

  private boolean known(JType type) {
    return type.is("java.lang.String")
        || type.is("java.util.UUID")
        || program.known(type.name()).isPresent();
  }

  /** All methods that may run when the expression is evaluated: overriding ones, too. */
  List<MethodDecl> of(Expr expression, Unit unit) {
    List<MethodDecl> named;
    if (expression instanceof Expr.Call call) {
      named = declared(call, unit);
      if (call.scope().isPresent() && call.scope().get() instanceof Expr.Super) {
        return named.stream().limit(1).toList();
      }
    } else if (expression instanceof Expr.New creation) {
      return program
          .find(program.resolveName(creation.type().name(), unit.type()))
          .map(t -> constructors(t, creation.arguments(), unit))
          .orElse(List.of());
    } else if (expression instanceof Expr.MethodRef reference) {
      named = referenced(reference, unit);
    } else {
      return List.of();
    }
    if (named.isEmpty()) {
      return named;
    }
    List<MethodDecl> all = new ArrayList<>();
    TypeDecl nearest = named.get(0).owner();
    named.stream().filter(m -> m.owner().equals(nearest)).forEach(all::add);
    for (MethodDecl method : List.copyOf(all)) {
      if (method.fact().modifiers().isStatic()
          || method.fact().modifiers().isPrivate()
          || method.fact().name().equals("<init>")) {
        continue;
      }
      for (TypeDecl below : program.subtypes(method.owner().name())) {
        for (MethodFact each : below.fact().methods()) {
          if (each.name().equals(method.fact().name())
              && each.parameters().size() == method.fact().parameters().size()) {
            all.add(new MethodDecl(below, each));
          }
        }
      }
    }
    return all;
  }

  private List<MethodDecl> referenced(Expr.MethodRef reference, Unit unit) {
    JType scope =
        types.isType(reference.scope(), unit).orElseGet(() -> types.of(reference.scope(), unit));
    Optional<TypeDecl> type = scope.isUnknown() ? Optional.empty() : program.find(scope.name());
    String name = reference.name().equals("new") ? "<init>" : reference.name();
    for (int size = 0; size < 5 && type.isPresent(); size++) {
      List<MethodDecl> methods = program.methods(type.get(), name, size);
      if (!methods.isEmpty()) {
        return methods;
      }
    }
    return List.of();
  }
}
