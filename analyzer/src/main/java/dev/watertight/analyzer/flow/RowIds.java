package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** By which of the values that a statement is given it finds its rows. */
final class RowIds {
  private static final Set<String> IDS =
      Set.of(
          "id",
          "ids",
          "uuid",
          "uuids",
          "guid",
          "key",
          "keys",
          "number",
          "no",
          "code",
          "slug",
          "ref",
          "reference",
          "handle",
          "identifier",
          "pk");

  private static final Pattern BY_ID =
      Pattern.compile(
          "(?is).*\\b(?:\\w*_)?(?:id|its_id|uuid|key|slug|code|number)\\b\"?\\s*"
              + "(?:=|in\\s*\\(?)\\s*(?:any\\s*\\(\\s*)?[?:#$].*");

  private static final int MAX_DEPTH = 12;

  private final Types types;
  private final Terms terms;

  RowIds(Types types, Terms terms) {
    this.types = types;
    this.terms = terms;
  }

  /** The values, as they are written at the statement. */
  List<Expr> of(Access access, Unit unit) {
    List<Expr> given = new ArrayList<>();
    Binds.of(access, unit).forEach(b -> leaves(b, unit, given, 0));
    List<String> texts = access.wording().map(w -> w.variants()).orElse(List.of());
    boolean load = texts.stream().anyMatch(t -> t.endsWith(" where its_id = ?"));
    boolean only =
        given.stream().filter(RowIds::isPlain).count() == 1
            && texts.stream().anyMatch(t -> BY_ID.matcher(t).matches());
    return given.stream()
        .filter(v -> load || only || isId(v, unit))
        .filter(v -> !isTenant(v))
        .toList();
  }

  private static boolean isPlain(Expr value) {
    return !(value instanceof Expr.Call call) || call.arguments().isEmpty();
  }

  /** The parameters, of a statement that a method is by its declaration. */
  List<Integer> of(MethodDecl method) {
    List<Integer> indices = new ArrayList<>();
    List<MethodFact.Parameter> parameters = method.fact().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      if (!terms.isTenant(name) && (isId(name) || isUuid(parameters.get(i).type().name()))) {
        indices.add(i);
      }
    }
    return indices;
  }

  /** The values of which an argument is made: of conditions what they compare with. */
  private void leaves(Expr expression, Unit unit, List<Expr> leaves, int depth) {
    if (depth > MAX_DEPTH
        || expression instanceof Expr.Text
        || expression instanceof Expr.Literal
        || expression instanceof Expr.ClassLiteral) {
      return;
    }
    if (expression instanceof Expr.Name name) {
      Optional<Variable> variable = unit.variable(name.id(), name.span());
      if (variable.isPresent()) {
        leaves.add(name);
        if (variable.get().role() == Variable.Role.LOCAL) {
          Carriers.values(variable.get(), name.span(), unit).stream()
              .filter(v -> v instanceof Expr.Call || v instanceof Expr.New)
              .forEach(v -> leaves(v, unit, leaves, depth + 1));
        }
      }
      return;
    }
    if (expression instanceof Expr.Call call) {
      leaves.add(call);
      if (call.arguments().isEmpty()) {
        return;
      }
    }
    Children.of(expression).forEach(c -> leaves(c, unit, leaves, depth + 1));
  }

  private boolean isId(Expr value, Unit unit) {
    if (isUuid(types.of(value, unit).simpleName())) {
      return true;
    }
    if (value instanceof Expr.Name name) {
      return isId(name.id());
    }
    if (value instanceof Expr.Field field) {
      return isId(field.name());
    }
    return value instanceof Expr.Call call
        && (isId(call.name())
            || call.arguments().stream()
                .anyMatch(a -> a instanceof Expr.Text t && isId(t.value())));
  }

  private static boolean isId(String name) {
    List<String> words = Terms.words(name);
    return !words.isEmpty() && IDS.contains(words.get(words.size() - 1));
  }

  private static boolean isUuid(String type) {
    return Code.simple(type).equals("UUID");
  }

  private boolean isTenant(Expr value) {
    return (value instanceof Expr.Name name && terms.isTenant(name.id()))
        || (value instanceof Expr.Field field && terms.isTenant(field.name()))
        || (value instanceof Expr.Call call && terms.isTenant(call.name()));
  }
}
