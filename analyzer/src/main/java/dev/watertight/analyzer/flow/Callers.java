package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who calls a method, and which callers would have to be known to say so. */
final class Callers {
  /** A call, a creation or a reference, in its body. */
  record Site(Unit unit, Node at) {
    /** What is passed; nothing is known of what a reference is given. */
    List<Expr> arguments() {
      if (at.item() instanceof Expr.Call call) {
        return call.arguments();
      }
      return at.item() instanceof Expr.New creation ? creation.arguments() : List.of();
    }
  }

  private final Code code;
  private final Types types;
  private final Map<String, Set<String>> asked = new TreeMap<>();

  Callers(Code code, Types types) {
    this.code = code;
    this.types = types;
  }

  /** By the methods' names, the types of which callers would have to be known. */
  Map<String, Set<String>> asked() {
    return asked;
  }

  /** Asks for what calls a library's method and names one of the types. */
  void ask(String name, Set<String> types) {
    asked.computeIfAbsent(name, k -> new TreeSet<>()).addAll(types);
  }

  /** The calls that can mean the method. */
  List<Site> of(MethodDecl method) {
    boolean constructor = method.fact().name().equals("<init>");
    String name = constructor ? Code.simple(method.owner().fact().name()) : method.fact().name();
    ask(method, constructor ? "" : name);
    List<Site> calls = new ArrayList<>();
    List<Unit> units = new ArrayList<>(code.calling(name));
    if (constructor) {
      units.addAll(code.calling("this"));
    }
    for (Unit unit : units) {
      for (Node each : unit.calls()) {
        if (isNamed(each.item(), name, constructor)
            && types.targets((Expr) each.item(), unit).contains(method)) {
          calls.add(new Site(unit, each));
        }
      }
    }
    return calls;
  }

  private void ask(MethodDecl method, String name) {
    if (method.fact().modifiers().isPrivate()) {
      return;
    }
    Set<String> names = asked.computeIfAbsent(name, k -> new TreeSet<>());
    for (JType each : types.program().lineage(JType.of(method.owner().name()))) {
      if (types.program().known(each.name()).isPresent()) {
        names.add(each.simpleName());
      }
    }
    types.program().subtypes(method.owner().name()).forEach(t -> names.add(t.fact().name()));
    names.remove("");
  }

  private static boolean isNamed(Object item, String name, boolean constructor) {
    if (item instanceof Expr.New creation) {
      return constructor && Code.simple(creation.type().name()).equals(name);
    }
    if (item instanceof Expr.Call call) {
      return call.name().equals(name) || (constructor && call.name().equals("this"));
    }
    return item instanceof Expr.MethodRef reference
        && (reference.name().equals(name) || (constructor && reference.name().equals("new")));
  }
}
