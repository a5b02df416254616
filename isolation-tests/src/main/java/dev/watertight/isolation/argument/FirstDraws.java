package dev.watertight.isolation.argument;

import dev.watertight.isolation.argument.Recipe.Constant;
import dev.watertight.isolation.argument.Recipe.EmptyOptional;
import dev.watertight.isolation.argument.Recipe.Literal;
import java.util.ArrayList;
import java.util.List;

/** What is tried before anything random: from each plan the values of one kind. */
enum FirstDraws {
  /** As little said as can be: no filter, nothing optional. */
  WIDEST,
  /** Values of the tenant's own wherever one fits. */
  OWN,
  /** Values of another tenant wherever one fits. */
  FOREIGN;

  List<Recipe> of(List<Plan> plans) {
    return plans.stream().map(this::of).toList();
  }

  private Recipe of(Plan plan) {
    if (plan instanceof Plan.Values values) {
      return values.recipes().stream()
          .filter(this::wanted)
          .findFirst()
          .orElse(values.recipes().get(0));
    }
    if (plan instanceof Plan.Fresh fresh) {
      return fresh.make().apply(1);
    }
    if (plan instanceof Plan.Either either) {
      return of(
          either.ways().stream()
              .map(Plan.Way::plan)
              .filter(this::offers)
              .findFirst()
              .orElse(either.ways().get(0).plan()));
    }
    if (plan instanceof Plan.Many many) {
      return many.made().apply(List.of(of(many.element())));
    }
    Plan.Together together = (Plan.Together) plan;
    List<Recipe> parts = new ArrayList<>();
    together.parts().forEach(p -> parts.add(of(p)));
    return together.made().apply(parts);
  }

  private boolean offers(Plan plan) {
    if (plan instanceof Plan.Values values) {
      return values.recipes().stream().anyMatch(this::wanted);
    }
    if (plan instanceof Plan.Either either) {
      return either.ways().stream().anyMatch(w -> offers(w.plan()));
    }
    if (this == WIDEST) {
      return false;
    }
    if (plan instanceof Plan.Many many) {
      return offers(many.element());
    }
    return plan instanceof Plan.Together together
        && together.parts().stream().anyMatch(this::offers);
  }

  private boolean wanted(Recipe recipe) {
    return switch (this) {
      case WIDEST ->
          recipe instanceof EmptyOptional
              || recipe instanceof Constant
              || recipe.equals(BeanPlans.LEFT_OUT);
      case OWN -> recipe instanceof Literal literal && literal.origin() == Origin.OWN;
      case FOREIGN -> recipe.foreign();
    };
  }
}
