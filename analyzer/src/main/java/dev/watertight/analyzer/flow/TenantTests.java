package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which expressions are the tenant of a request, ask whether there is one, or stand in for it. */
final class TenantTests {
  private static final Set<String> ABSENT =
      Set.of("isEmpty", "isBlank", "isNull", "isNullOrEmpty", "isNullOrBlank", "isAbsent");

  private static final Set<String> PRESENT =
      Set.of("hasText", "hasLength", "isPresent", "nonNull", "isNotBlank", "isNotEmpty");

  /** What gives the same in another form. */
  private static final Set<String> SAME =
      Set.of(
          "trim",
          "strip",
          "toString",
          "toLowerCase",
          "toUpperCase",
          "get",
          "filter",
          "or",
          "ofNullable",
          "of",
          "just",
          "justOrEmpty",
          "fromString",
          "valueOf",
          "parseLong",
          "parseInt",
          "requireNonNull",
          "block",
          "asString",
          "intern",
          "findFirst",
          "findAny");

  /** What gives something that is known by a name. */
  private static final Set<String> NAMED =
      Set.of(
          "getHeader",
          "getParameter",
          "getFirst",
          "getClaim",
          "getClaimAsString",
          "getClaims",
          "getAttribute",
          "getProperty",
          "getenv",
          "get",
          "getOrDefault",
          "header",
          "queryParam",
          "param",
          "pathVariable",
          "getHeaderString",
          "firstHeader");

  private static final Set<String> RELATIONS =
      Set.of("by", "for", "with", "in", "from", "find", "list", "count");

  /** Words of constants that stand for no tenant at all. */
  private static final Set<String> NOBODY =
      Set.of(
          "no",
          "none",
          "nobody",
          "unknown",
          "invalid",
          "missing",
          "empty",
          "deny",
          "denied",
          "unresolved",
          "unauthenticated",
          "anonymous",
          "absent",
          "null",
          "nil",
          "blank",
          "never");

  private final Types types;
  private final Terms terms;
  private final Map<String, Boolean> names = new HashMap<>();

  TenantTests(Types types, Terms terms) {
    this.types = types;
    this.terms = terms;
  }

  /** Whether the name is of a tenant's id, and of no default's. */
  boolean isTenant(String name) {
    return names.computeIfAbsent(name, this::computeIsTenant);
  }

  private boolean computeIsTenant(String name) {
    List<String> words = Terms.words(name);
    return terms.isTenant(name)
        && !words.contains("default")
        && words.stream().noneMatch(RELATIONS::contains);
  }

  /** Whether the expression is a tenant's id, by what it is called. */
  boolean isTenant(Expr expression, Unit unit) {
    return isTenant(expression, unit, 0);
  }

  private boolean isTenant(Expr expression, Unit unit, int depth) {
    if (depth > 6) {
      return false;
    }
    if (expression instanceof Expr.Name name) {
      return isTenant(name.id())
          || unit.variable(name.id(), name.span())
              .filter(v -> v.role() == Variable.Role.LOCAL)
              .map(v -> Carriers.values(v, name.span(), unit))
              .filter(v -> v.size() == 1)
              .filter(v -> isTenant(v.get(0), unit, depth + 1))
              .isPresent();
    }
    if (expression instanceof Expr.Field field) {
      return isTenant(field.name());
    }
    if (expression instanceof Expr.Cast cast) {
      return isTenant(cast.value(), unit, depth + 1);
    }
    return expression instanceof Expr.Call call && isTenant(call, unit, depth);
  }

  private boolean isTenant(Expr.Call call, Unit unit, int depth) {
    if (isTenant(call.name())) {
      return true;
    }
    if (NAMED.contains(call.name())
        && !call.arguments().isEmpty()
        && isTenantName(call.arguments().get(0), unit)) {
      return true;
    }
    if (call.name().equals("map") || call.name().equals("flatMap")) {
      return !call.arguments().isEmpty() && gives(call.arguments().get(0), unit, depth);
    }
    if (!SAME.contains(call.name())) {
      return false;
    }
    Optional<Expr> scope = call.scope().filter(s -> types.isType(s, unit).isEmpty());
    boolean holder =
        call.scope()
            .map(s -> s instanceof Expr.Name n ? n.id() : s instanceof Expr.Field f ? f.name() : "")
            .filter(terms::isHolder)
            .isPresent();
    if (holder && call.arguments().isEmpty()) {
      return true;
    }
    return scope.isPresent()
        ? isTenant(scope.get(), unit, depth + 1)
        : call.arguments().size() == 1 && isTenant(call.arguments().get(0), unit, depth + 1);
  }

  private boolean gives(Expr function, Unit unit, int depth) {
    if (function instanceof Expr.MethodRef reference) {
      return isTenant(reference.name());
    }
    return function instanceof Expr.Lambda lambda
        && !unit.results(lambda).isEmpty()
        && unit.results(lambda).stream().allMatch(r -> isTenant(r, unit, depth + 1));
  }

  private boolean isTenantName(Expr key, Unit unit) {
    if (key instanceof Expr.Text text) {
      return isTenant(text.value());
    }
    Optional<Program.FieldDecl> field = types.fieldOf(key, unit);
    if (field.isPresent()
        && field.get().fact().initializer().filter(Expr.Text.class::isInstance).isPresent()) {
      return isTenant(((Expr.Text) field.get().fact().initializer().get()).value());
    }
    return false;
  }

  /** What a condition asks for: what may not be there. */
  record Test(Expr subject, boolean absentWhereTrue) {}

  /** What the condition asks for, if it asks whether something is there. */
  static Optional<Test> test(Expr condition) {
    if (condition instanceof Expr.Unary not && not.operator().equals("!")) {
      return test(not.operand()).map(t -> new Test(t.subject(), !t.absentWhereTrue()));
    }
    if (condition instanceof Expr.Binary binary) {
      if (Set.of("==", "!=").contains(binary.operator()) && binary.operands().size() == 2) {
        Expr left = binary.operands().get(0);
        Expr right = binary.operands().get(1);
        Optional<Expr> subject =
            isNull(right)
                ? Optional.of(left)
                : isNull(left) ? Optional.of(right) : Optional.empty();
        return subject.map(s -> new Test(s, binary.operator().equals("==")));
      }
      if (Set.of("&&", "||").contains(binary.operator())) {
        boolean either = binary.operator().equals("||");
        for (Expr each : binary.operands()) {
          Optional<Test> test = test(each);
          if (test.isPresent() && test.get().absentWhereTrue() == either) {
            return test;
          }
        }
      }
      return Optional.empty();
    }
    if (condition instanceof Expr.Call call) {
      boolean absent = ABSENT.contains(call.name());
      if (absent || PRESENT.contains(call.name())) {
        Optional<Expr> subject =
            call.arguments().size() == 1 ? Optional.of(call.arguments().get(0)) : call.scope();
        return subject.map(s -> new Test(s, absent));
      }
    }
    return Optional.empty();
  }

  static boolean isNull(Expr expression) {
    return expression instanceof Expr.Literal literal && literal.kind() == Expr.Literal.Kind.NULL;
  }

  /** Whether the expression is one tenant's id, whoever asks. */
  boolean isDefault(Expr expression, Unit unit) {
    if (expression instanceof Expr.Text text) {
      return isSomebody(text.value());
    }
    if (expression instanceof Expr.Literal literal) {
      return literal.kind() == Expr.Literal.Kind.NUMBER;
    }
    if (expression instanceof Expr.Name name) {
      return unit.variable(name.id(), name.span()).isEmpty() && isDefault(name, name.id(), unit);
    }
    if (expression instanceof Expr.Field field) {
      return isDefault(field, field.name(), unit);
    }
    if (expression instanceof Expr.Call call) {
      boolean made =
          call.arguments().size() == 1
              && Set.of("of", "valueOf", "fromString", "parse", "just", "from")
                  .contains(call.name())
              && isDefault(call.arguments().get(0), unit);
      return made || isNamedDefault(call.name());
    }
    return expression instanceof Expr.New creation
        && creation.arguments().size() == 1
        && isDefault(creation.arguments().get(0), unit);
  }

  private boolean isNamedDefault(String name) {
    List<String> words = Terms.words(name);
    return words.contains("default") && terms.isTenant(name);
  }

  private boolean isDefault(Expr expression, String name, Unit unit) {
    if (!isSomebody(name)) {
      return false;
    }
    Optional<Program.FieldDecl> field = types.fieldOf(expression, unit);
    if (field.isEmpty()) {
      return isNamedDefault(name)
          || (name.equals(name.toUpperCase(Locale.ROOT))
              && !name.equals(name.toLowerCase(Locale.ROOT)));
    }
    FieldFact fact = field.get().fact();
    if (fact.role() == FieldFact.Role.ENUM_CONSTANT || isNamedDefault(name)) {
      return true;
    }
    Optional<Expr> value = fact.initializer();
    return fact.modifiers().isStatic()
        && fact.modifiers().isFinal()
        && value.isPresent()
        && (value.get() instanceof Expr.Text text
            ? isSomebody(text.value())
            : Parts.any(value.get(), e -> e instanceof Expr.Literal || e instanceof Expr.Text));
  }

  /** Whether the word means a tenant, and not that there is none. */
  static boolean isSomebody(String name) {
    List<String> words = Terms.words(name);
    return !words.isEmpty() && words.stream().noneMatch(NOBODY::contains);
  }

  /** Whether a statement or expression names the column that tells tenants apart. */
  boolean namesColumn(Object part) {
    if (part instanceof Stmt statement) {
      return Parts.any(statement, this::namesColumn, s -> false);
    }
    return Parts.any((Expr) part, this::namesColumn);
  }

  private boolean namesColumn(Expr expression) {
    return (expression instanceof Expr.Text text && namesColumn(text.value()))
        || (expression instanceof Expr.Field field
            && field.name().equals(field.name().toUpperCase(Locale.ROOT))
            && terms.isTenant(field.name()))
        || (expression instanceof Expr.Name name
            && name.id().equals(name.id().toUpperCase(Locale.ROOT))
            && terms.isTenant(name.id()))
        || (expression instanceof Expr.Call call
            && Terms.words(call.name()).contains("by")
            && terms.isTenant(call.name()));
  }

  private boolean namesColumn(String text) {
    for (String word : text.split("[^A-Za-z0-9_]+", -1)) {
      if (!word.isEmpty() && isTenant(word)) {
        return true;
      }
    }
    return false;
  }
}
