package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Statements that take the rows of all tenants where no tenant could be resolved. */
final class AllTenants {
  private static final Set<String> EVERYTHING =
      Set.of("noCondition", "trueCondition", "conjunction", "unrestricted");

  private final Code code;
  private final Types types;
  private final Contexts contexts;
  private final TenantTests tests;
  private final Optional<Pattern> constant;

  /** By the names of the tenant columns. */
  AllTenants(Code code, Types types, Contexts contexts, TenantTests tests, List<String> columns) {
    this.code = code;
    this.types = types;
    this.contexts = contexts;
    this.tests = tests;
    String any = columns.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    this.constant =
        columns.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Pattern.compile(
                    "(?is).*\\b(?:"
                        + any
                        + ")\"?\\s*=\\s*coalesce\\s*\\(\\s*(?:nullif\\s*\\(\\s*)?"
                        + "(?:cast\\s*\\(\\s*)?(?:\\?|:\\w+|[#$]\\{\\w+}|current_setting\\s*\\([^)]*\\))"
                        + "[^()]*\\)?[^()]*,\\s*'[^']+'.*"));
  }

  /**
   * What is found, by the statement.
   *
   * @param open the statements that are not held to the tenant, with the table of each
   * @param fallsAway whether a statement's condition says itself that it holds for all where there
   *     is no tenant
   */
  Map<Access, Found> find(Map<Access, String> open, Predicate<Access> fallsAway) {
    Map<Access, Found> found = new LinkedHashMap<>();
    open.forEach(
        (access, table) -> {
          if (fallsAway.test(access)) {
            found.put(access, found(access, table, "its condition on the tenant falls away"));
          } else {
            contexts
                .unit(access)
                .flatMap(u -> u.at(access.at()).flatMap(at -> in(access, table, at, u)))
                .ifPresent(f -> found.put(access, f));
          }
        });
    return found;
  }

  /** The statement whose text puts one tenant in the place of one that is not there. */
  Optional<Found> constant(Access access) {
    boolean says =
        constant.isPresent()
            && access.type().isPresent()
            && access.wording().isPresent()
            && access.wording().get().variants().stream()
                .anyMatch(v -> constant.get().matcher(v).matches());
    return says
        ? Optional.of(
            of(
                access,
                "The statement ("
                    + access.road()
                    + ") takes one tenant's rows where no tenant is given: whoever asks without one"
                    + " works in that tenant's data. Compare the column with the tenant alone, so"
                    + " that no row passes without one, or explain the access with"
                    + " @AcrossTenants(reason = …).",
                access.tables().isEmpty()
                    ? Optional.empty()
                    : Optional.of(access.tables().get(0).name())))
        : Optional.empty();
  }

  private Optional<Found> in(Access access, String table, Node at, Unit unit) {
    if (isWhereNoneIs(at, unit)) {
      return Optional.of(found(access, table, "it is what runs then"));
    }
    if (isBuilt(at, unit)) {
      return Optional.of(found(access, table, "its condition on the tenant is left out"));
    }
    for (Node each : unit.calls()) {
      if (each.item() instanceof Expr.Call call && isIn(call, at, unit)) {
        for (MethodDecl target : types.targets(call, unit)) {
          Optional<Found> everything =
              target.fact().body().isPresent()
                  ? everything(code.unit(target), table)
                  : Optional.empty();
          if (everything.isPresent()) {
            return everything;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a call is a part of the statement, or of a variable that is. */
  private static boolean isIn(Expr.Call call, Node at, Unit unit) {
    Node whole = at;
    while (whole.parent() != null && whole.parent().item() instanceof Expr) {
      whole = whole.parent();
    }
    Node inside = unit.node(call);
    if (inside.isIn(whole.item())) {
      return true;
    }
    return inside.nearest(Stmt.Local.class).isPresent()
        && Carriers.isBefore(call.span(), ((Expr) at.item()).span());
  }

  /** Whether the place is reached where there is no tenant, and only then. */
  private boolean isWhereNoneIs(Node at, Unit unit) {
    Node child = at;
    for (Node each = at.parent(); each != null; each = each.parent()) {
      Object inner = child.item();
      if (each.item() instanceof Stmt.If branch && branch.condition() != inner) {
        if (isAbsent(branch.condition(), branch.then() == inner, unit)) {
          return true;
        }
      } else if (each.item() instanceof Expr.Conditional choice && choice.condition() != inner) {
        if (isAbsent(choice.condition(), choice.then() == inner, unit)) {
          return true;
        }
      } else if (each.item() instanceof Stmt.Block block && isBehind(block, inner, unit)) {
        return true;
      }
      child = each;
    }
    return false;
  }

  /** Whether an earlier statement of the block leaves it where there is a tenant. */
  private boolean isBehind(Stmt.Block block, Object statement, Unit unit) {
    for (Stmt each : block.statements()) {
      if (each == statement) {
        return false;
      }
      if (each instanceof Stmt.If branch
          && branch.otherwise().isEmpty()
          && Guards.leaves(branch.then())
          && isAbsent(branch.condition(), false, unit)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is no tenant where the condition comes out so. */
  private boolean isAbsent(Expr condition, boolean outcome, Unit unit) {
    return TenantTests.test(condition)
        .filter(t -> t.absentWhereTrue() == outcome && tests.isTenant(t.subject(), unit))
        .isPresent();
  }

  /** Whether the statement's condition on the tenant is put in only where there is one. */
  private boolean isBuilt(Node at, Unit unit) {
    Span place = ((Expr) at.item()).span();
    for (Node each : unit.inOrder()) {
      if (each.item() instanceof Stmt.If branch
          && Carriers.isBefore(branch.span(), place)
          && !at.isIn(branch)
          && !Guards.leaves(branch.then())
          && names(
              branch.condition(), branch.then(), branch.otherwise().map(o -> (Object) o), unit)) {
        return true;
      }
      if (each.item() instanceof Expr.Conditional choice
          && !at.isIn(choice)
          && names(choice.condition(), choice.then(), Optional.of(choice.otherwise()), unit)
          && (Carriers.isBefore(choice.span(), place) || isPart(each, at))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPart(Node part, Node at) {
    Node whole = at;
    while (whole.parent() != null && whole.parent().item() instanceof Expr) {
      whole = whole.parent();
    }
    return part.isIn(whole.item());
  }

  /** Whether the column is named where there is a tenant, and not where there is none. */
  private boolean names(Expr condition, Object then, Optional<Object> otherwise, Unit unit) {
    if (isAbsent(condition, false, unit)) {
      return tests.namesColumn(then) && otherwise.filter(tests::namesColumn).isEmpty();
    }
    return isAbsent(condition, true, unit)
        && otherwise.filter(tests::namesColumn).isPresent()
        && !tests.namesColumn(then);
  }

  /** A condition of a method's own that lets everything through where there is no tenant. */
  private Optional<Found> everything(Unit unit, String table) {
    for (Node each : unit.inOrder()) {
      if (each.item() instanceof Expr.Call call
          && EVERYTHING.contains(call.name())
          && isWhereNoneIs(each, unit)) {
        return Optional.of(
            Found.in(
                unit,
                call.nameSpan(),
                "Where no tenant could be resolved the rows of all tenants in `"
                    + table
                    + "` are taken: `"
                    + call.name()
                    + "` is the condition then. Let nothing pass there (throw, `falseCondition()`),"
                    + " or explain the access with @AcrossTenants(reason = …).",
                Optional.of(table),
                call.name()));
      }
    }
    return Optional.empty();
  }

  private static Found found(Access access, String table, String why) {
    return of(
        access,
        "Where no tenant could be resolved this statement ("
            + access.road()
            + ") takes the rows of all tenants in `"
            + table
            + "`: "
            + why
            + ". End the request there (throw, give nothing), or explain the access with"
            + " @AcrossTenants(reason = …).",
        Optional.of(table));
  }

  private static Found of(Access access, String message, Optional<String> table) {
    return new Found(
        access.type().orElseThrow(),
        access.member(),
        access.method(),
        access.at(),
        message,
        table,
        access.text(),
        List.of());
  }
}
