package dev.watertight.analyzer.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The state while one body is walked: where it is, and what its variables hold. Mutable. */
final class Body {
  final TypeDecl type;
  final Optional<MethodDecl> method;
  final String member;
  final Map<String, Value> variables;
  final Collector collector;
  final int depth;

  /** The object whose method it is, where a call says which. */
  Value self;

  /** What the body returns, if any of its returns was reached. */
  Optional<Value> returned = Optional.empty();

  Body(
      TypeDecl type,
      Optional<MethodDecl> method,
      String member,
      Map<String, Value> variables,
      Collector collector,
      int depth) {
    this.type = type;
    this.method = method;
    this.member = member;
    this.variables = variables;
    this.collector = collector;
    this.depth = depth;
    this.self = Value.of(JType.of(type.name()));
  }

  Map<String, Value> snapshot() {
    return new HashMap<>(variables);
  }

  void restore(Map<String, Value> state) {
    variables.clear();
    variables.putAll(state);
  }

  /** Holds afterwards what either of two paths left. */
  void merge(List<Map<String, Value>> paths) {
    Map<String, Value> result = new HashMap<>(paths.get(0));
    for (Map<String, Value> path : paths.subList(1, paths.size())) {
      path.forEach((name, value) -> result.merge(name, value, Value::or));
    }
    restore(result);
  }

  void returns(Value value) {
    returned = Optional.of(returned.map(r -> r.or(value)).orElse(value));
  }
}
