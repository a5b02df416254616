package dev.watertight.analyzer.scope;

import java.util.ArrayList;
import java.util.List;

/** A condition, as far as it is about tenant columns. */
sealed interface Condition {
  /** Tells nothing. */
  Condition FREE = new All(List.of());

  /** Holds for no row. */
  Condition NEVER = new Any(List.of());

  /** All of these, those that tell nothing left out. */
  static Condition all(List<Condition> members) {
    List<Condition> telling = members.stream().filter(m -> !m.equals(FREE)).toList();
    return telling.size() == 1 ? telling.get(0) : new All(telling);
  }

  /** One of these: where one tells nothing, nothing is told. */
  static Condition any(List<Condition> members) {
    return members.contains(FREE) ? FREE : members.size() == 1 ? members.get(0) : new Any(members);
  }

  /** What holds where it does, and all of the context does. */
  Facts facts(Facts context);

  /** All of these hold. */
  record All(List<Condition> members) implements Condition {
    public All {
      members = List.copyOf(members);
    }

    @Override
    public Facts facts(Facts context) {
      // Twice: what the last says can be what the first needs.
      Facts facts = Facts.NONE;
      int rounds =
          members.stream().anyMatch(m -> m instanceof Any || m instanceof Found)
                  && members.size() > 1
              ? 2
              : 1;
      for (int round = 0; round < rounds; round++) {
        for (Condition member : members) {
          facts = facts.and(member.facts(context.and(facts)));
        }
      }
      return facts;
    }
  }

  /** One of these holds. */
  record Any(List<Condition> members) implements Condition {
    public Any {
      members = List.copyOf(members);
    }

    @Override
    public Facts facts(Facts context) {
      List<Facts> cases = new ArrayList<>();
      for (Condition member : members) {
        cases.add(member.facts(context).and(context).closed());
      }
      return Facts.either(cases);
    }
  }

  /** The column is the scope's tenant. */
  record Fixed(Node node) implements Condition {
    @Override
    public Facts facts(Facts context) {
      return Facts.fixed(node);
    }
  }

  /** Two columns are the same. */
  record Same(Node one, Node other) implements Condition {
    @Override
    public Facts facts(Facts context) {
      return Facts.same(one, other);
    }
  }

  /** A query has a row. */
  record Found(Block query) implements Condition {
    @Override
    public Facts facts(Facts context) {
      return query.facts(context);
    }
  }
}
