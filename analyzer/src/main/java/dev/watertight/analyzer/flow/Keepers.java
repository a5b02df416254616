package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.link.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was put where other code finds it again: in thread-locals, and in attributes under a name.
 * It does not say in which order.
 */
final class Keepers {
  private static final Set<String> BOXES =
      Set.of("ThreadLocal", "InheritableThreadLocal", "AtomicReference", "ScopedValue");

  /**
   * A value that was put there.
   *
   * @param at the call that does so
   */
  record Put(Expr value, Unit unit, Span at) {}

  private final Code code;
  private final Types types;
  private final Callers callers;

  Keepers(Code code, Types types, Callers callers) {
    this.code = code;
    this.types = types;
    this.callers = callers;
  }

  static boolean isBox(Program.FieldDecl field) {
    return BOXES.contains(Code.simple(field.fact().type().name()));
  }

  /** What was put into a holder: {@code HOLDER.set(value)}, wherever in its class. */
  List<Put> into(Program.FieldDecl field) {
    List<Put> puts = new ArrayList<>();
    for (Unit body : code.units(field.owner())) {
      for (Node each : body.calls()) {
        if (each.item() instanceof Expr.Call call
            && call.name().equals("set")
            && call.arguments().size() == 1
            && call.scope()
                .flatMap(s -> types.fieldOf(s, body))
                .filter(field::equals)
                .isPresent()) {
          puts.add(new Put(call.arguments().get(0), body, call.nameSpan()));
        }
      }
    }
    return puts;
  }

  /** What somebody put into a request or session under the name. */
  List<Put> under(String name) {
    callers.ask("setAttribute", Requests.KEEPERS);
    List<Put> puts = new ArrayList<>();
    for (Unit body : code.calling("setAttribute")) {
      for (Node each : body.calls()) {
        if (each.item() instanceof Expr.Call call
            && call.name().equals("setAttribute")
            && call.arguments().size() >= 2
            && name(call.arguments().get(0), body).filter(name::equals).isPresent()) {
          puts.add(new Put(call.arguments().get(1), body, call.nameSpan()));
        }
      }
    }
    return puts;
  }

  /** The name that a key is. */
  Optional<String> name(Expr key, Unit unit) {
    if (key instanceof Expr.Text text) {
      return Optional.of(text.value());
    }
    return types
        .fieldOf(key, unit)
        .flatMap(f -> f.fact().initializer())
        .filter(Expr.Text.class::isInstance)
        .map(t -> ((Expr.Text) t).value());
  }
}
