package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.MethodFact;
import java.util.ArrayList;
import java.util.List;

/**
 * The bodies that a call can run: by name and number of parameters, whatever their types; a bounded
 * number of them.
 */
final class Overrides {
  private Overrides() {}

  /** The method itself if it has a body, and what overrides it in the subtypes of the receiver. */
  static List<MethodDecl> of(MethodDecl method, Value receiver, Program program) {
    List<MethodDecl> result = new ArrayList<>();
    if (method.fact().body().isPresent()) {
      result.add(method);
    }
    boolean fixed =
        method.fact().modifiers().isPrivate()
            || method.fact().modifiers().isStatic()
            || method.fact().modifiers().isFinal();
    if (!fixed) {
      collect(receiver.type().name(), method, result, 0, program);
    }
    return result;
  }

  private static void collect(
      String type, MethodDecl method, List<MethodDecl> result, int depth, Program program) {
    if (depth > 4 || result.size() >= 12) {
      return;
    }
    for (TypeDecl subtype : program.directSubtypes(type)) {
      for (MethodFact candidate : subtype.fact().methods()) {
        if (candidate.name().equals(method.fact().name())
            && candidate.parameters().size() == method.fact().parameters().size()
            && candidate.body().isPresent()) {
          result.add(new MethodDecl(subtype, candidate));
        }
      }
      collect(subtype.name(), method, result, depth + 1, program);
    }
  }
}
