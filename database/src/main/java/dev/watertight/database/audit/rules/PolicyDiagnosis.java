package dev.watertight.database.audit.rules;

import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Grant;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names the cause of what the attacks on one table reached. Each leak has one: the policy that lets
 * it, and of the rules the most precise that fits.
 */
final class PolicyDiagnosis {
  /** The causes on one table. */
  record Causes(List<PolicyCause> all) {}

  private final Subject subject;
  private final Relation table;
  private final PolicyProbe probe;

  private PolicyDiagnosis(Subject subject, Relation table, PolicyProbe probe) {
    this.subject = subject;
    this.table = table;
    this.probe = probe;
  }

  /** The causes, named once in an audit; none where nothing was reached. */
  static List<PolicyCause> of(Subject subject, Trial trial, Relation table, PolicyProbe probe) {
    return trial
        .once(
            Causes.class,
            table.oid(),
            () -> new Causes(new PolicyDiagnosis(subject, table, probe).causes()))
        .all();
  }

  private List<PolicyCause> causes() {
    Map<Policy, List<PolicyProbe.Try>> withTenant = new LinkedHashMap<>();
    Map<Policy, List<PolicyProbe.Try>> without = new LinkedHashMap<>();
    for (PolicyProbe.Try each : probe.tries()) {
      boolean set = each.context().state() == Context.State.SET;
      if (!each.reaches() || (!set && probe.reached(each.operation(), Context.State.SET))) {
        continue;
      }
      for (Policy culprit : culprits(each)) {
        (set ? withTenant : without).computeIfAbsent(culprit, k -> new ArrayList<>()).add(each);
      }
    }
    List<PolicyCause> causes = new ArrayList<>();
    withTenant.forEach(
        (policy, tries) -> causes.add(cause(classify(policy, tries), policy, tries)));
    without.forEach((policy, tries) -> causes.add(cause("policy-fails-open", policy, tries)));
    return causes;
  }

  /** The policies that let the attack: those that do so even if they were the only one. */
  private List<Policy> culprits(PolicyProbe.Try each) {
    if (each.policy().isPresent()) {
      return List.of(each.policy().get());
    }
    List<Policy> deciding = permissive(each.operation());
    if (deciding.size() < 2) {
      return deciding;
    }
    List<Policy> wide =
        deciding.stream()
            .filter(
                p -> probe.admission().admits(p, each.operation(), each.context()).orElse(false))
            .toList();
    return wide.isEmpty() ? deciding : wide;
  }

  private List<Policy> permissive(Operation operation) {
    return subject.policies(table, operation.command()).stream()
        .filter(p -> p.permissive() && PolicyText.deciding(p, operation).isPresent())
        .toList();
  }

  private String classify(Policy policy, List<PolicyProbe.Try> tries) {
    Set<Operation> operations = operations(tries);
    Operation first = operations.iterator().next();
    String expression = PolicyText.deciding(policy, first).orElse("");
    if (reachesByGroup(policy)) {
      return "policy-wrong-role";
    }
    if (PolicyText.asksForRole(
            expression, PolicySources.of(subject.catalog(), List.of(policy)).functions().values())
        && !RolesOfTenants.areThere(subject)) {
      return "policy-keyed-on-role";
    }
    if (hasWeakerCheck(policy, operations)) {
      return "policy-check-weaker";
    }
    if (operations.stream().anyMatch(o -> hasScopedSibling(policy, o))) {
      return "permissive-policies-widen";
    }
    if (hasScopedCommand(policy)) {
      return "policy-command-hole";
    }
    return isTrueForAll(policy, expression, first) ? "policy-always-true" : "policy-wrong-key";
  }

  /** Whether it was made for a group, and the application has policies of its own. */
  private boolean reachesByGroup(Policy policy) {
    return !namesApplication(policy)
        && subject.catalog().policiesOf(table).stream()
            .anyMatch(p -> p.permissive() && namesApplication(p));
  }

  private boolean namesApplication(Policy policy) {
    return policy.roles().contains(subject.app().role()) || policy.roles().contains(Grant.PUBLIC);
  }

  private boolean hasWeakerCheck(Policy policy, Set<Operation> operations) {
    return policy.check().isPresent()
        && policy.using().isPresent()
        && operations.stream().allMatch(Operation::writesForVictim)
        && !probe.admission().admits(policy, policy.using().get(), subject.asAttacker());
  }

  private boolean hasScopedSibling(Policy policy, Operation operation) {
    return permissive(operation).stream()
        .filter(p -> !p.equals(policy))
        .anyMatch(p -> !probe.admission().admits(p, operation, subject.asAttacker()).orElse(true));
  }

  /** Whether other policies hold another command to the tenant. */
  private boolean hasScopedCommand(Policy policy) {
    return probe.tries().stream()
        .filter(t -> t.context().state() == Context.State.SET)
        .filter(t -> !policy.covers(t.operation().command()))
        .filter(t -> !permissive(t.operation()).isEmpty())
        .anyMatch(
            t ->
                probe.tries().stream()
                    .filter(x -> x.context().state() == Context.State.SET)
                    .filter(x -> x.operation().command().equals(t.operation().command()))
                    .noneMatch(PolicyProbe.Try::reaches));
  }

  private boolean isTrueForAll(Policy policy, String expression, Operation operation) {
    if (PolicyText.isTautology(expression, table)) {
      return true;
    }
    List<Column> tenant = subject.tenantKey(table);
    List<Column> others = table.columns().stream().filter(c -> !tenant.contains(c)).toList();
    return !PolicyText.mentions(policy, expression, others)
        && probe.reached(operation, Context.State.EMPTY)
        && probe.reached(operation, Context.State.NEVER_SET);
  }

  private PolicyCause cause(String rule, Policy policy, List<PolicyProbe.Try> tries) {
    List<String> related =
        switch (rule) {
          case "policy-wrong-role" -> List.of("permissive-policies-widen");
          case "permissive-policies-widen", "policy-command-hole" -> List.of("policy-always-true");
          default -> List.of();
        };
    return new PolicyCause(
        rule,
        table,
        policy,
        List.copyOf(operations(tries)),
        tries.stream().map(PolicyProbe.Try::script).toList(),
        related,
        tries.stream().anyMatch(t -> t.severity() == Severity.ERROR)
            ? Severity.ERROR
            : Severity.WARNING);
  }

  private static Set<Operation> operations(List<PolicyProbe.Try> tries) {
    Set<Operation> operations = new LinkedHashSet<>();
    tries.forEach(t -> operations.add(t.operation()));
    return operations;
  }
}
