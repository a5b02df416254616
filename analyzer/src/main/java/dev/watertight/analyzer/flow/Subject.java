package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.Parts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What is compared in a body: a value by all its names, or the tenant of a row.
 *
 * @param names the value's names; of a row those of the row itself, none where it is this object
 * @param ofRow how a row's tenant is known; empty for a value
 * @param trusted whether an expression of a body can be trusted
 */
record Subject(Set<String> names, Optional<Row> ofRow, Unit unit, BiPredicate<Expr, Unit> trusted) {
  private static final Set<String> SOMEBODY =
      Set.of("id", "uuid", "user", "username", "login", "subject", "sub", "account", "owner");

  /** What gives the row that something holds. */
  static final Set<String> OPENS =
      Set.of("get", "orElseThrow", "orElse", "orElseGet", "getFirst", "block", "join");

  /**
   * A row.
   *
   * @param terms tell the names of the tenant
   * @param itself an expression that is the row
   */
  record Row(Terms terms, Optional<Expr> itself) {
    Subject named(Set<String> names, Unit unit, BiPredicate<Expr, Unit> trusted) {
      return new Subject(names, Optional.of(this), unit, trusted);
    }

    /** A row that other names mean. */
    Row elsewhere() {
      return new Row(terms, Optional.empty());
    }

    /** Inside a method of the row's own. */
    Subject self(Unit unit, BiPredicate<Expr, Unit> trusted) {
      return named(Set.of(), unit, trusted);
    }

    private boolean isTenant(Expr expression, Subject subject) {
      boolean tenant = false;
      for (Expr each = expression; ; ) {
        if (tenant && subject.isWhole(each)) {
          return true;
        }
        if (each instanceof Expr.Field field) {
          tenant |= terms.isTenant(field.name());
          each = field.scope();
        } else if (each instanceof Expr.Call call) {
          tenant |= terms.isTenant(call.name()) || call.arguments().stream().anyMatch(this::names);
          if (call.scope().isEmpty()) {
            return tenant && call.arguments().isEmpty() && subject.isSelf();
          }
          each = call.scope().get();
        } else if (each instanceof Expr.Cast cast) {
          each = cast.value();
        } else if (each instanceof Expr.Name name) {
          return isTenant(name, tenant, subject);
        } else {
          return false;
        }
      }
    }

    private boolean isTenant(Expr.Name name, boolean tenant, Subject subject) {
      Optional<Variable> variable = subject.unit().variable(name.id(), name.span());
      if (variable.isEmpty()) {
        return subject.isSelf() && (tenant || terms.isTenant(name.id()));
      }
      List<Expr> values = Carriers.values(variable.get(), name.span(), subject.unit());
      return variable.get().role() == Variable.Role.LOCAL
          && values.size() == 1
          && !(values.get(0) instanceof Expr.Name)
          && isTenant(values.get(0), subject);
    }

    /** Whether the name is of somebody: the tenant's, or the user's own. */
    private boolean isSomebody(Expr expression) {
      String name =
          expression instanceof Expr.Name n
              ? n.id()
              : expression instanceof Expr.Call c
                  ? c.name()
                  : expression instanceof Expr.Field f ? f.name() : "";
      List<String> words = Terms.words(name);
      return terms.isTenant(name)
          || (!words.isEmpty() && SOMEBODY.contains(words.get(words.size() - 1)));
    }

    /** {@code row.get(PROJECTS.ORGANIZATION_ID)}, {@code row.get("org_id")}. */
    private boolean names(Expr argument) {
      return (argument instanceof Expr.Field field && terms.isTenant(field.name()))
          || (argument instanceof Expr.Name name && terms.isTenant(name.id()))
          || (argument instanceof Expr.Text text && terms.isTenant(text.value()));
    }
  }

  static Subject value(Set<String> names, Unit unit, BiPredicate<Expr, Unit> trusted) {
    return new Subject(names, Optional.empty(), unit, trusted);
  }

  /** Whether the expression is what is compared. */
  boolean is(Expr expression) {
    return ofRow.isPresent() ? ofRow.get().isTenant(expression, this) : isWhole(expression);
  }

  /** Whether the expression is the value, or the row. */
  boolean isWhole(Expr expression) {
    if (isSelf()) {
      return expression instanceof Expr.This;
    }
    Expr inside = expression;
    if (ofRow.flatMap(Row::itself).filter(e -> e == expression).isPresent()) {
      return true;
    }
    while (ofRow.isPresent()
        && inside instanceof Expr.Call call
        && call.scope().isPresent()
        && OPENS.contains(call.name())) {
      inside = call.scope().get();
    }
    return Guards.canonical(inside).filter(names::contains).isPresent();
  }

  private boolean isSelf() {
    return ofRow.isPresent() && names.isEmpty();
  }

  /** Whether what is compared is in the expression. */
  boolean compares(Expr expression) {
    return Parts.any(expression, this::is);
  }

  /** Whether the value or the row is in the expression. */
  boolean mentions(Expr expression) {
    return Parts.any(expression, e -> is(e) || isWhole(e));
  }

  /** Whether the one is what is compared, or a row's, and the other says whose it must be. */
  boolean compares(Expr one, Expr other) {
    return isTrusted(other)
        && (compares(one) || (ofRow.isPresent() && mentions(one) && ofRow.get().isSomebody(other)));
  }

  boolean isTrusted(Expr expression) {
    return !mentions(expression) && trusted.test(expression, unit);
  }
}
