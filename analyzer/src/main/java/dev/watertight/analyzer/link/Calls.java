package dev.watertight.analyzer.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls that were taken down, by the methods that they can mean. */
final class Calls {
  private final Program program;
  private final Map<String, List<Collector.LoggedCall>> byName = new HashMap<>();

  Calls(Program program, List<Collector.LoggedCall> calls) {
    this.program = program;
    calls.forEach(c -> byName.computeIfAbsent(c.name(), k -> new ArrayList<>()).add(c));
  }

  /** The calls that can mean the method: on its type, its supertypes, or its subtypes. */
  List<Collector.LoggedCall> of(MethodDecl method) {
    List<Collector.LoggedCall> result = new ArrayList<>();
    String owner = method.owner().name();
    Set<String> above = new HashSet<>();
    program.lineage(JType.of(owner)).forEach(t -> above.add(t.name()));
    Map<String, Boolean> below = new HashMap<>();
    for (Collector.LoggedCall call : byName.getOrDefault(method.fact().name(), List.of())) {
      boolean matches =
          canMean(method, call.arguments().size())
              && canTake(method, call.arguments())
              && (above.contains(call.receiver())
                  || below.computeIfAbsent(
                      call.receiver(), r -> !r.isEmpty() && program.is(JType.of(r), owner)));
      if (matches) {
        result.add(call);
      }
    }
    return result;
  }

  /** A call with as many arguments as a method has parameters does not mean one with varargs. */
  private static boolean canMean(MethodDecl method, int arguments) {
    return method.takes(arguments)
        && (arguments == method.fact().parameters().size()
            || method.owner().fact().methods().stream()
                .noneMatch(
                    m ->
                        m.name().equals(method.fact().name())
                            && m.parameters().size() == arguments));
  }

  /** Whether no argument is plainly of another type than the text that the method takes there. */
  private boolean canTake(MethodDecl method, List<Value> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      JType given = arguments.get(i).type();
      JType taken = program.resolve(method.parameterType(i), method.owner());
      if (Evaluator.isText(taken)
          && !given.isUnknown()
          && !Evaluator.isText(given)
          && !given.is("java.lang.Object")
          && !given.is("null")
          && arguments.get(i).texts().isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
