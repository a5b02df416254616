package dev.watertight.analyzer.scope;

import java.util.ArrayList;
import java.util.List;

/** A condition, as far as it is about tenant columns. */
sealed interface Condition {
  /** Tells nothing. */
  Condition FREE = new All(List.of());

  /** Holds for no row. */
  Condition NEVER = new Any(List.of());

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
      for (int round = 0; round < 2; round++) {
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
