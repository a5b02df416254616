package dev.watertight.analyzer.scope;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What holds of the tenant columns in every row that passes. A fixed column is the scope's tenant,
 * or null.
 *
 * @param fixed the columns that are
 * @param rules which more are, if others are
 * @param never whether no row passes
 */
record Facts(Set<Node> fixed, Set<Rule> rules, boolean never) {
  static final Facts NONE = new Facts(Set.of(), Set.of(), false);
  static final Facts NEVER = new Facts(Set.of(), Set.of(), true);

  /** Where all premises are fixed, so is the conclusion. */
  record Rule(Set<Node> premises, Node conclusion) {}

  Facts {
    fixed = Set.copyOf(fixed);
    rules = Set.copyOf(rules);
  }

  static Facts fixed(Node node) {
    return new Facts(Set.of(node), Set.of(), false);
  }

  /** The two are equal in every row. */
  static Facts same(Node one, Node other) {
    return one.equals(other)
        ? NONE
        : new Facts(
            Set.of(), Set.of(new Rule(Set.of(one), other), new Rule(Set.of(other), one)), false);
  }

  static Facts rule(Set<Node> premises, Node conclusion) {
    return new Facts(Set.of(), Set.of(new Rule(premises, conclusion)), false);
  }

  private boolean isNothing() {
    return fixed.isEmpty() && rules.isEmpty() && !never;
  }

  Facts and(Facts other) {
    if (other.isNothing()) {
      return this;
    }
    if (isNothing()) {
      return other;
    }
    Set<Node> allFixed = new HashSet<>(fixed);
    allFixed.addAll(other.fixed);
    Set<Rule> allRules = new HashSet<>(rules);
    allRules.addAll(other.rules);
    return new Facts(allFixed, allRules, never || other.never);
  }

  /** With all that follows. */
  Facts closed() {
    if (rules.isEmpty()) {
      return this;
    }
    Set<Node> known = new HashSet<>(fixed);
    boolean more = true;
    while (more) {
      more = false;
      for (Rule rule : rules) {
        if (known.containsAll(rule.premises())) {
          more |= known.add(rule.conclusion());
        }
      }
    }
    return new Facts(known, rules, never);
  }

  /** What holds in either case; each is closed. A case that never occurs does not count. */
  static Facts either(List<Facts> cases) {
    List<Facts> possible = cases.stream().filter(c -> !c.never).toList();
    if (possible.isEmpty()) {
      return NEVER;
    }
    Set<Node> inAll = new HashSet<>(possible.get(0).fixed);
    Set<Rule> rulesOfAll = new HashSet<>(possible.get(0).rules);
    for (Facts each : possible) {
      inAll.retainAll(each.fixed);
      rulesOfAll.retainAll(each.rules);
    }
    return new Facts(inAll, rulesOfAll, false);
  }

  /** Only what it says to be fixed among these. */
  Facts onlyFixed(Set<Node> among) {
    Set<Node> kept = new HashSet<>(fixed);
    kept.retainAll(among);
    return new Facts(kept, Set.of(), false);
  }

  /** The columns that it is about. */
  Set<Node> mentioned() {
    Set<Node> nodes = new HashSet<>(fixed);
    rules.forEach(
        r -> {
          nodes.addAll(r.premises());
          nodes.add(r.conclusion());
        });
    return nodes;
  }
}
