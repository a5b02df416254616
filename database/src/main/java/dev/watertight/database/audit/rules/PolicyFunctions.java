package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The functions by which a policy learns the tenant, as its expression spells them. */
final class PolicyFunctions {
  private PolicyFunctions() {}

  /** {@code current_setting}, and the schema's own that the condition holds for. */
  static List<String> of(Subject subject, Policy policy, Predicate<Function> condition) {
    List<String> functions = new ArrayList<>(List.of("current_setting"));
    functions.addAll(own(subject, policy, condition));
    return functions;
  }

  /** The schema's own alone. */
  static List<String> own(Subject subject, Policy policy, Predicate<Function> condition) {
    return subject.catalog().functionsOf(policy).stream()
        .filter(condition)
        .map(Function::sql)
        .toList();
  }
}
