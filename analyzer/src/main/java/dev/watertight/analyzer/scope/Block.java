package dev.watertight.analyzer.scope;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** A query, or a statement that changes rows: its relations, and what its rows must pass. */
final class Block {
  /** An outer join: its condition says something of the side only that it can leave out. */
  private record Outer(Condition on, Set<Node> inner) {}

  private final List<Occurrence> occurrences = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private final List<Outer> outers = new ArrayList<>();
  private final List<Block> sources = new ArrayList<>();
  private final List<Block> nested = new ArrayList<>();
  private Facts rules = Facts.NONE;
  private boolean open;

  void occurs(Occurrence occurrence) {
    occurrences.add(occurrence);
  }

  /** Each row passes the condition. */
  void holds(Condition condition) {
    if (!condition.equals(Condition.FREE)) {
      conditions.add(condition);
    }
  }

  /**
   * Rows need not pass the condition, but where they do not, one side is null.
   *
   * @param inner the columns of that side
   */
  void outer(Condition on, Set<Node> inner) {
    outers.add(new Outer(on, Set.copyOf(inner)));
  }

  /** A query whose rows are this one's: a derived table, an arm of a union. */
  void from(Block source) {
    sources.add(source);
  }

  /** A query in an expression. */
  void contains(Block query) {
    nested.add(query);
  }

  /** Columns of it stand for others. */
  void rule(Facts rule) {
    rules = rules.and(rule);
  }

  /** A part of its condition is not known. */
  void isOpen() {
    open = true;
  }

  /** Whether a part of its condition is not known. */
  boolean open() {
    return open;
  }

  List<Occurrence> occurrences() {
    return occurrences;
  }

  /** Whether nothing is known to hold in its rows. */
  boolean saysNothing() {
    return conditions.isEmpty()
        && outers.isEmpty()
        && rules.equals(Facts.NONE)
        && sources.stream().allMatch(Block::saysNothing);
  }

  /** What holds in each of its rows, of its own relations and those around it. */
  Facts facts(Facts context) {
    Facts facts = Facts.NONE;
    int rounds = sources.isEmpty() && outers.isEmpty() ? 1 : 3;
    for (int round = 0; round < rounds; round++) {
      Facts before = facts;
      facts = round(facts, context);
      if (facts.equals(before)) {
        break;
      }
    }
    return facts.and(rules);
  }

  private Facts round(Facts known, Facts context) {
    Facts facts = known;
    Facts own = Condition.all(conditions).facts(context.and(facts).and(rules));
    facts = facts.and(own);
    for (Block source : sources) {
      facts = facts.and(source.facts(context.and(facts).and(rules).closed()));
    }
    for (Outer outer : outers) {
      Facts all = context.and(facts).and(rules);
      Facts on = outer.on().facts(all);
      Set<Node> asked = new HashSet<>(own.mentioned());
      asked.retainAll(outer.inner());
      // A condition on the side that can be left out makes it an inner join.
      facts = facts.and(asked.isEmpty() ? all.and(on).closed().onlyFixed(outer.inner()) : on);
    }
    return facts;
  }

  /** Gives each relation that nothing holds to the tenant, with the query that it is in. */
  void gaps(Facts context, BiConsumer<Occurrence, Block> gap) {
    Facts closed = context.and(facts(context)).closed();
    for (Occurrence occurrence : occurrences) {
      if (!closed.never() && !closed.fixed().containsAll(occurrence.tenant())) {
        gap.accept(occurrence, this);
      }
    }
    sources.forEach(s -> s.gaps(closed, gap));
    nested.forEach(n -> n.gaps(closed, gap));
  }
}
