package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an object was given for one of its properties, by setters or where it was made. It does not
 * look into what other code does with the object in between.
 */
final class Properties {
  private final Types types;

  Properties(Types types) {
    this.types = types;
  }

  static String property(String name) {
    String bare = name.startsWith("get") && name.length() > 3 ? name.substring(3) : name;
    return Character.toLowerCase(bare.charAt(0)) + bare.substring(1);
  }

  /** What setters give for the property. */
  static List<Expr> given(Variable variable, Span use, String property, Unit unit) {
    List<Expr> given = new ArrayList<>();
    for (Node each : unit.calls()) {
      if (each.item() instanceof Expr.Call call
          && call.arguments().size() == 1
          && call.scope()
              .filter(s -> s instanceof Expr.Name n && n.id().equals(variable.name()))
              .isPresent()
          && Carriers.isBefore(call.span(), use)
          && call.name().startsWith("set")
          && call.name().length() > 3
          && property(call.name().replaceFirst("^set", "get")).equals(property)) {
        given.add(call.arguments().get(0));
      }
    }
    return given;
  }

  /** What a constructor was given for the property. */
  List<Expr> made(Expr.New creation, String property, Unit unit) {
    Optional<TypeDecl> type = types.program().find(types.of(creation, unit).name());
    List<Expr> arguments = creation.arguments();
    if (type.isPresent() && type.get().fact().kind() == TypeFact.Kind.RECORD) {
      List<FieldFact> state = Types.state(type.get());
      for (int i = 0; i < state.size() && state.size() == arguments.size(); i++) {
        if (state.get(i).name().equals(property)) {
          return List.of(arguments.get(i));
        }
      }
    }
    if (type.isPresent()) {
      for (MethodDecl constructor : types.constructors(type.get(), arguments, unit)) {
        List<MethodFact.Parameter> parameters = constructor.fact().parameters();
        for (int i = 0; i < parameters.size() && i < arguments.size(); i++) {
          if (parameters.get(i).name().equals(property)) {
            return List.of(arguments.get(i));
          }
        }
      }
    }
    return arguments;
  }
}
