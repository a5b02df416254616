package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What fields hold: a constant's value; for a field that the constructor sets from its parameter,
 * what all instance creations in the program pass. A field that is set anywhere else holds what is
 * assigned there too.
 */
final class Fields {
  private static final int MAX_DEPTH = 6;

  private record Creation(List<Expr> arguments, TypeDecl type, Optional<MethodDecl> method) {}

  private final Program program;
  private final Evaluator evaluator;
  private final IdentityHashMap<FieldFact, Value> known = new IdentityHashMap<>();
  private final Set<FieldFact> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<TypeDecl, Map<String, List<Assignment>>> assignments = new HashMap<>();
  private Optional<Map<String, List<Creation>>> creations = Optional.empty();

  Fields(Program program, Evaluator evaluator) {
    this.program = program;
    this.evaluator = evaluator;
  }

  Value value(Program.FieldDecl field, int depth) {
    Value value = known.get(field.fact());
    if (value != null) {
      return value;
    }
    JType type = program.resolve(field.fact().type(), field.owner());
    if (!open.add(field.fact()) || depth > MAX_DEPTH) {
      return Value.of(type);
    }
    value = compute(field, type, depth + 1);
    open.remove(field.fact());
    known.put(field.fact(), value);
    return value;
  }

  private Value compute(Program.FieldDecl field, JType type, int depth) {
    FieldFact fact = field.fact();
    if (fact.role() == FieldFact.Role.ENUM_CONSTANT) {
      return enumConstant(field, depth);
    }
    if (fact.role() == FieldFact.Role.RECORD_COMPONENT) {
      return component(field, type, depth);
    }
    boolean telling = isTelling(type);
    if (!telling) {
      return evaluator.typed(Value.of(type));
    }
    List<Value> values = new ArrayList<>();
    fact.initializer()
        .ifPresent(i -> values.add(initialized(field, evaluate(i, field.owner(), depth), depth)));
    if (!fact.modifiers().isFinal() || fact.initializer().isEmpty()) {
      values.addAll(assigned(field, depth));
    }
    Value value = values.stream().reduce(Value::or).orElse(Value.UNKNOWN);
    return evaluator.typed(value.type().isUnknown() ? value.withType(type) : value);
  }

  /** What all creations of a record pass. */
  private Value component(Program.FieldDecl field, JType type, int depth) {
    if (!isTelling(type)) {
      return evaluator.typed(Value.of(type));
    }
    List<FieldFact> components =
        field.owner().fact().fields().stream()
            .filter(f -> f.role() == FieldFact.Role.RECORD_COMPONENT)
            .toList();
    Value value = passed(field.owner(), components.indexOf(field.fact()), components.size(), depth);
    return evaluator.typed(value.type().isUnknown() ? value.withType(type) : value);
  }

  /** A constant without a body of its own is what its arguments make it. */
  private Value enumConstant(Program.FieldDecl field, int depth) {
    Value constant = Value.of(JType.of(field.owner().name()));
    return field.fact().initializer().isPresent()
            && field.fact().initializer().get() instanceof Expr.New creation
            && creation.body().isEmpty()
        ? constant.madeOf(
            creation.arguments().stream().map(a -> evaluate(a, field.owner(), depth)).toList())
        : constant;
  }

  /** What a static block makes of a map; what else is put into it is not known. */
  private Value initialized(Program.FieldDecl field, Value start, int depth) {
    if (!Sequences.isMap(start)) {
      return start;
    }
    boolean made =
        field.fact().initializer().isPresent()
            && field.fact().initializer().get() instanceof Expr.New;
    if (made && (!field.fact().modifiers().isPrivate() || isPutInto(field))) {
      return Value.of(start.type());
    }
    return block(field, start, depth);
  }

  /** What the field holds after the initializer blocks of its class. */
  private Value block(Program.FieldDecl field, Value start, int depth) {
    Map<String, Value> variables = new HashMap<>();
    String name = "this." + field.fact().name();
    variables.put(name, start);
    for (MethodFact method : field.owner().fact().methods()) {
      if (isBlock(method)) {
        evaluator
            .walker()
            .walk(new MethodDecl(field.owner(), method), variables, new Collector(), depth);
      }
    }
    return variables.getOrDefault(name, start).force();
  }

  private static boolean isBlock(MethodFact method) {
    return method.name().equals("<clinit>") || method.name().equals("<instance>");
  }

  private static boolean isPutInto(Program.FieldDecl field) {
    String name = field.fact().name();
    return field.owner().fact().methods().stream()
        .filter(m -> !isBlock(m) && m.body().isPresent())
        .anyMatch(
            m ->
                Parts.any(
                    m.body().get(), e -> e instanceof Expr.Call c && puts(c, name), s -> false));
  }

  private static boolean puts(Expr.Call call, String field) {
    return (call.name().startsWith("put")
            || call.name().startsWith("compute")
            || call.name().equals("merge"))
        && call.scope().map(s -> assignedName(s).equals(field)).orElse(false);
  }

  private static boolean isMap(JType type) {
    return type.name().startsWith("java.util.") && type.simpleName().endsWith("Map");
  }

  private static boolean isTelling(JType type) {
    return Evaluator.isText(type)
        || type.isUnknown()
        || type.simpleName().startsWith("Table")
        || type.simpleName().equals("Class")
        || type.name().startsWith("org.jooq.")
        || type.name().startsWith("java.util.function.")
        || isMap(type)
        || type.name().equals("java.util.List")
        || type.name().equals("[]");
  }

  private Value evaluate(Expr expression, TypeDecl owner, int depth) {
    Body body =
        new Body(owner, Optional.empty(), owner.name(), new HashMap<>(), new Collector(), depth);
    return evaluator.evaluate(expression, body).force();
  }

  private List<Value> assigned(Program.FieldDecl field, int depth) {
    List<Value> values = new ArrayList<>();
    for (Assignment each :
        assignments(field.owner()).getOrDefault(field.fact().name(), List.of())) {
      if (isField(each.assign().target(), field, each.method())) {
        values.add(assignedValue(each.assign(), field, each.method(), depth));
      }
    }
    return values;
  }

  private record Assignment(Expr.Assign assign, MethodFact method) {}

  /** The assignments in the methods of a type, by the name that is assigned. */
  private Map<String, List<Assignment>> assignments(TypeDecl type) {
    return assignments.computeIfAbsent(
        type,
        t -> {
          Map<String, List<Assignment>> byName = new HashMap<>();
          for (MethodFact method : t.fact().methods()) {
            method
                .body()
                .ifPresent(
                    b ->
                        Parts.expressions(
                            b,
                            e -> {
                              if (e instanceof Expr.Assign assign) {
                                byName
                                    .computeIfAbsent(
                                        assignedName(assign.target()), k -> new ArrayList<>())
                                    .add(new Assignment(assign, method));
                              }
                            }));
          }
          return byName;
        });
  }

  private static String assignedName(Expr target) {
    if (target instanceof Expr.Field field) {
      return field.name();
    }
    return target instanceof Expr.Name name ? name.id() : "";
  }

  private static boolean isField(Expr target, Program.FieldDecl field, MethodFact method) {
    if (target instanceof Expr.Field f) {
      return f.scope() instanceof Expr.This && f.name().equals(field.fact().name());
    }
    return target instanceof Expr.Name n
        && n.id().equals(field.fact().name())
        && method.parameters().stream().noneMatch(p -> p.name().equals(n.id()));
  }

  private Value assignedValue(
      Expr.Assign assign, Program.FieldDecl field, MethodFact method, int depth) {
    if (!assign.operator().equals("=")) {
      return Value.text(Texts.UNKNOWN);
    }
    if (assign.value() instanceof Expr.Name name) {
      for (int i = 0; i < method.parameters().size(); i++) {
        if (method.parameters().get(i).name().equals(name.id())) {
          return method.name().equals("<init>")
              ? passed(field.owner(), i, method.parameters().size(), depth)
              : Value.UNKNOWN.withTexts(Texts.UNKNOWN);
        }
      }
    }
    Value value =
        isBlock(method)
            ? block(field, Value.UNKNOWN, depth)
            : evaluate(assign.value(), field.owner(), depth);
    return value.texts().isEmpty() && value.tables().isEmpty() && value.classLiteral().isEmpty()
        ? Value.UNKNOWN.withTexts(Texts.UNKNOWN)
        : value;
  }

  /** What all creations of the type pass to its constructor's parameter. */
  private Value passed(TypeDecl owner, int parameter, int size, int depth) {
    List<Value> values = new ArrayList<>();
    if (depth <= MAX_DEPTH) {
      for (Creation creation : creations().getOrDefault(owner.name(), List.of())) {
        if (creation.arguments().size() != size) {
          continue;
        }
        Expr argument = creation.arguments().get(parameter);
        int own = -1;
        if (creation.method().isPresent() && argument instanceof Expr.Name name) {
          List<MethodFact.Parameter> parameters = creation.method().get().fact().parameters();
          for (int i = 0; i < parameters.size(); i++) {
            own = parameters.get(i).name().equals(name.id()) ? i : own;
          }
        }
        if (own < 0) {
          values.add(evaluate(argument, creation.type(), depth + 1));
        } else if (creation.method().get().fact().name().equals("<init>")) {
          values.add(
              passed(
                  creation.type(),
                  own,
                  creation.method().get().fact().parameters().size(),
                  depth + 1));
        } else {
          values.add(Value.UNKNOWN.withTexts(Texts.UNKNOWN));
        }
      }
    }
    return values.stream().reduce(Value::or).orElse(Value.UNKNOWN.withTexts(Texts.UNKNOWN));
  }

  private Map<String, List<Creation>> creations() {
    if (creations.isEmpty()) {
      Map<String, List<Creation>> index = new HashMap<>();
      creations = Optional.of(index);
      for (TypeDecl type : program.types()) {
        type.fact()
            .fields()
            .forEach(
                f ->
                    f.initializer()
                        .ifPresent(
                            i ->
                                Parts.expressions(
                                    i, e -> creation(e, type, Optional.empty(), index))));
        for (MethodFact method : type.fact().methods()) {
          Optional<MethodDecl> declared = Optional.of(new MethodDecl(type, method));
          method
              .body()
              .ifPresent(b -> Parts.expressions(b, e -> creation(e, type, declared, index)));
        }
      }
    }
    return creations.get();
  }

  private void creation(
      Expr expression,
      TypeDecl type,
      Optional<MethodDecl> method,
      Map<String, List<Creation>> index) {
    if (expression instanceof Expr.New creation) {
      index
          .computeIfAbsent(
              program.resolveName(creation.type().name(), type), k -> new ArrayList<>())
          .add(new Creation(creation.arguments(), type, method));
    } else if (expression instanceof Expr.Call call
        && call.scope().isEmpty()
        && (call.name().equals("super") || call.name().equals("this"))) {
      String target =
          call.name().equals("this")
              ? type.name()
              : program.supertypes(type.name()).stream().findFirst().map(JType::name).orElse("");
      index
          .computeIfAbsent(target, k -> new ArrayList<>())
          .add(new Creation(call.arguments(), type, method));
    }
  }
}
