package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bodies of a program, and who calls whom. A body is looked at when one asks for it. */
final class Code {
  private record FieldKey(TypeDecl type, String name) {}

  private final Program program;
  private final Map<MethodDecl, Unit> methods = new HashMap<>();
  private final Map<FieldKey, Unit> fields = new HashMap<>();

  /** The bodies in which a name is called, by the name; a constructor by its type's. */
  private final Map<String, List<Unit>> byCalled = new HashMap<>();

  private final Set<TypeDecl> indexed = new HashSet<>();

  Code(Program program) {
    this.program = program;
  }

  Unit unit(MethodDecl method) {
    Unit known = methods.get(method);
    if (known == null) {
      known = Unit.of(method);
      methods.put(method, known);
    }
    return known;
  }

  Unit unit(TypeDecl type, FieldFact field) {
    return fields.computeIfAbsent(new FieldKey(type, field.name()), k -> Unit.of(k.type(), field));
  }

  /** The bodies of a type, its member types left out. */
  List<Unit> units(TypeDecl type) {
    List<Unit> units = new ArrayList<>();
    type.fact().fields().stream()
        .filter(f -> f.initializer().isPresent())
        .forEach(f -> units.add(unit(type, f)));
    type.fact().methods().stream()
        .filter(m -> m.body().isPresent())
        .forEach(m -> units.add(unit(new MethodDecl(type, m))));
    return units;
  }

  /** The bodies with a call of that name, a creation of a type of that name, or a reference. */
  List<Unit> calling(String name) {
    for (TypeDecl type : program.types()) {
      if (indexed.add(type)) {
        index(type);
      }
    }
    List<Unit> units = new ArrayList<>(byCalled.getOrDefault(name, List.of()));
    units.sort(Comparator.comparing(Unit::path).thenComparing(Unit::member));
    return units;
  }

  /** The bodies that call any of the names, in order. */
  List<Unit> callingAny(Collection<String> names) {
    Set<Unit> units = new LinkedHashSet<>();
    names.stream().sorted().forEach(n -> units.addAll(calling(n)));
    return List.copyOf(units);
  }

  private void index(TypeDecl type) {
    for (FieldFact field : type.fact().fields()) {
      if (field.initializer().isPresent()) {
        Set<String> names = new HashSet<>();
        Parts.expressions(field.initializer().get(), e -> names(e, names));
        names.forEach(n -> put(n, unit(type, field)));
      }
    }
    for (MethodFact method : type.fact().methods()) {
      if (method.body().isPresent()) {
        Set<String> names = new HashSet<>();
        Parts.expressions(method.body().get(), e -> names(e, names));
        if (!names.isEmpty()) {
          Unit unit = unit(new MethodDecl(type, method));
          names.forEach(n -> put(n, unit));
        }
      }
    }
  }

  private void put(String name, Unit unit) {
    byCalled.computeIfAbsent(name, k -> new ArrayList<>()).add(unit);
  }

  private static void names(Expr expression, Set<String> names) {
    if (expression instanceof Expr.Call call) {
      names.add(call.name());
    } else if (expression instanceof Expr.MethodRef reference) {
      names.add(reference.name().equals("new") ? "new" : reference.name());
    } else if (expression instanceof Expr.New creation) {
      names.add(simple(creation.type().name()));
      creation.body().ifPresent(b -> inside(b, names));
    }
  }

  private static void inside(TypeFact body, Set<String> names) {
    for (MethodFact each : body.methods()) {
      each.body().ifPresent(b -> Parts.expressions(b, e -> names(e, names)));
    }
  }

  static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
