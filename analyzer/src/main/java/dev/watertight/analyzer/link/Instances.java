package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.TypeFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the final fields of an object hold that is made in sight, by its constructor. */
final class Instances {
  private static final int MAX_DEPTH = 4;

  private final Program program;
  private final Walker walker;

  Instances(Program program, Walker walker) {
    this.program = program;
    this.walker = walker;
  }

  /** By name, the fields and components that are known; none where the object is not. */
  Map<String, Value> members(Value object, int depth) {
    if (depth > MAX_DEPTH
        || object.inside().isEmpty()
        || !(object.inside().get() instanceof Inside.Made made)) {
      return Map.of();
    }
    Optional<TypeDecl> type = program.find(object.type().name());
    if (type.isEmpty()) {
      return Map.of();
    }
    List<Value> arguments = made.arguments();
    List<MethodFact> constructors =
        type.get().fact().methods().stream()
            .filter(m -> m.name().equals("<init>") && m.parameters().size() == arguments.size())
            .toList();
    if (constructors.size() > 1) {
      return Map.of();
    }
    Map<String, Value> variables = new HashMap<>();
    if (type.get().fact().kind() == TypeFact.Kind.RECORD) {
      List<FieldFact> components = components(type.get());
      if (components.size() != arguments.size()) {
        return Map.of();
      }
      for (int i = 0; i < arguments.size(); i++) {
        variables.put(components.get(i).name(), arguments.get(i));
      }
    }
    if (!constructors.isEmpty()) {
      MethodFact constructor = constructors.get(0);
      for (int i = 0; i < arguments.size(); i++) {
        MethodFact.Parameter parameter = constructor.parameters().get(i);
        variables.put(parameter.name(), parameter.varargs() ? Value.UNKNOWN : arguments.get(i));
      }
      walker.walk(new MethodDecl(type.get(), constructor), variables, new Collector(), depth + 1);
    }
    return kept(type.get(), variables);
  }

  private static List<FieldFact> components(TypeDecl type) {
    return type.fact().fields().stream()
        .filter(f -> f.role() == FieldFact.Role.RECORD_COMPONENT)
        .toList();
  }

  private static Map<String, Value> kept(TypeDecl type, Map<String, Value> variables) {
    Map<String, Value> members = new HashMap<>();
    for (FieldFact field : type.fact().fields()) {
      Value value = variables.get("this." + field.name());
      if (value == null && field.role() == FieldFact.Role.RECORD_COMPONENT) {
        value = variables.get(field.name());
      }
      boolean stays =
          field.role() == FieldFact.Role.RECORD_COMPONENT
              || (field.modifiers().isFinal() && !field.modifiers().isStatic());
      if (value != null && stays) {
        members.put(field.name(), value);
      }
    }
    return members;
  }
}
