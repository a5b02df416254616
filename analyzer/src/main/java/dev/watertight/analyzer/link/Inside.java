package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Expr;
import java.util.List;

/** What is known of the inside of an object. */
sealed interface Inside {
  /** It was made by a constructor, from these arguments. */
  record Made(List<Value> arguments) implements Inside {
    public Made {
      arguments = List.copyOf(arguments);
    }
  }

  /** It is one of these lambdas. */
  record Functions(List<Closure> closures) implements Inside {
    public Functions {
      closures = List.copyOf(closures);
    }
  }

  /**
   * A lambda.
   *
   * @param body the body that it stands in, whose variables it sees
   */
  record Closure(Expr.Lambda lambda, Body body) {}
}
