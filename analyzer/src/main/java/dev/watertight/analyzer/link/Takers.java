package dev.watertight.analyzer.link;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The methods whose callers say what they run, each with the parameters that do: a text that goes
 * into a statement, or its table. Who hands on to such a parameter what it was given itself is one,
 * too.
 */
final class Takers {
  private final Map<MethodDecl, Set<Integer>> parameters = new LinkedHashMap<>();

  Set<MethodDecl> methods() {
    return parameters.keySet();
  }

  /** Takes a method in; where a library's own sources are read, its road knows its methods. */
  boolean add(MethodDecl method, Collection<Integer> which) {
    if (Library.owns(method.owner().name())) {
      return false;
    }
    boolean fresh = !parameters.containsKey(method);
    return parameters.computeIfAbsent(method, m -> new TreeSet<>()).addAll(which) || fresh;
  }

  /** Takes in who hands on. */
  void spread(Calls calls) {
    Deque<MethodDecl> open = new ArrayDeque<>(parameters.keySet());
    while (!open.isEmpty()) {
      MethodDecl taker = open.removeFirst();
      Set<Integer> taken = Set.copyOf(parameters.getOrDefault(taker, Set.of()));
      for (Collector.LoggedCall call : calls.of(taker)) {
        Set<Integer> given = given(call, taken);
        if (!given.isEmpty() && call.method().isPresent() && add(call.method().get(), given)) {
          open.addLast(call.method().get());
        }
      }
    }
  }

  /** The parameters of the calling method that are in those arguments. */
  private static Set<Integer> given(Collector.LoggedCall call, Set<Integer> arguments) {
    Set<Integer> given = new TreeSet<>();
    for (int index : arguments) {
      if (index < call.arguments().size()) {
        Value value = call.arguments().get(index).force();
        value.parameter().ifPresent(given::add);
        value.texts().ifPresent(t -> given.addAll(t.parameters()));
      }
    }
    return given;
  }
}
