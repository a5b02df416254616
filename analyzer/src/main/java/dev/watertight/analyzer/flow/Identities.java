package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which expressions say who the caller is. It does not say whether the caller could have chosen
 * that: for this the value must be followed back.
 */
final class Identities {
  private static final int MAX_DEPTH = 4;

  /** Words with which the name of a type ends that says who the caller is. */
  private static final Set<String> NOUNS =
      Set.of("principal", "authentication", "jwt", "identity", "caller", "claims");

  /** Those that mean other things as well, where they do not stand alone or with a word of who. */
  private static final Set<String> VAGUE = Set.of("session", "token", "subject", "auth", "login");

  /** People, who are the caller only where a word says so. */
  private static final Set<String> PEOPLE =
      Set.of("user", "account", "member", "person", "operator", "employee");

  /** Words that make a session or a token the caller's. */
  private static final Set<String> OWNERS =
      Set.of(
          "user", "account", "member", "http", "web", "app", "api", "access", "bearer", "tenant",
          "client", "admin");

  /** Words that speak of whoever has been let in. */
  private static final Set<String> LET_IN =
      Set.of(
          "current",
          "authenticated",
          "auth",
          "oauth",
          "oidc",
          "login",
          "logged",
          "session",
          "security",
          "principal",
          "jwt",
          "signed",
          "verified",
          "identity",
          "caller",
          "claims",
          "subject",
          "authentication",
          "token");

  /** Ends of names of what keeps an identity, or gives it. */
  private static final Set<String> KEEPERS =
      Set.of(
          "context", "holder", "details", "info", "utils", "util", "helper", "support", "facade");

  /** Those of which a user's is one, too. */
  private static final Set<String> OF_USERS = Set.of("context", "holder", "details", "info");

  private static final Set<String> SERVICES =
      Set.of("service", "resolver", "manager", "provider", "accessor", "helper", "utils", "util");

  private static final Set<String> CURRENT =
      Set.of("current", "authenticated", "principal", "logged", "caller", "me", "my", "session");

  /** Annotations by which a framework hands in who the caller is. */
  private static final Set<String> HANDED_IN =
      Set.of(
          "AuthenticationPrincipal",
          "CurrentSecurityContext",
          "CurrentUser",
          "LoginUser",
          "LoggedInUser",
          "AuthUser",
          "CurrentAccount",
          "CurrentSession",
          "Auth");

  private final Code code;
  private final Types types;
  private final Requests requests;
  private final Callers callers;
  private final Set<MethodDecl> active = new HashSet<>();

  Identities(Code code, Types types, Requests requests, Callers callers) {
    this.code = code;
    this.types = types;
    this.requests = requests;
    this.callers = callers;
  }

  /** Whether it is one, or comes from one. */
  boolean isIdentity(Expr expression, Unit unit, int depthOfNames) {
    for (Expr each = expression; ; ) {
      if (isLikely(types.of(each, unit))
          || types.isType(each, unit).filter(this::isLikely).isPresent()) {
        return true;
      }
      if (each instanceof Expr.Call call) {
        if (asksForCaller(call, unit) || isGiven(call, unit, depthOfNames)) {
          return true;
        }
        if (call.scope().isEmpty()) {
          return false;
        }
        each = call.scope().get();
      } else if (each instanceof Expr.Field field) {
        each = field.scope();
      } else if (each instanceof Expr.Cast cast) {
        each = cast.value();
      } else {
        return each instanceof Expr.Name name
            && depthOfNames < MAX_DEPTH
            && isIdentity(name, unit, depthOfNames);
      }
    }
  }

  /** What a method gives that looks at an identity, or is given one. */
  private boolean isGiven(Expr.Call call, Unit unit, int depthOfNames) {
    for (MethodDecl target :
        depthOfNames < MAX_DEPTH ? types.targets(call, unit) : List.<MethodDecl>of()) {
      Unit body = code.unit(target);
      if (body.results().stream().anyMatch(r -> isIdentity(r, body, depthOfNames + 1))) {
        return true;
      }
    }
    return call.arguments().stream().anyMatch(a -> isIdentity(a, unit, depthOfNames + 1));
  }

  private boolean isIdentity(Expr.Name name, Unit unit, int depthOfNames) {
    Optional<Variable> variable = unit.variable(name.id(), name.span());
    if (variable.isEmpty()) {
      return false;
    }
    List<Expr> values = Carriers.values(variable.get(), name.span(), unit);
    if (values.stream().anyMatch(v -> isIdentity(v, unit, depthOfNames + 1))) {
      return true;
    }
    return variable.get().role() == Variable.Role.PARAMETER
        && values.isEmpty()
        && unit.method().filter(m -> isIdentity(variable.get(), m, depthOfNames)).isPresent();
  }

  /** A parameter that a framework fills with the caller, or that every caller does. */
  private boolean isIdentity(Variable variable, MethodDecl method, int depthOfNames) {
    MethodFact.Parameter parameter = method.fact().parameters().get(variable.index());
    if (parameter.annotations().stream().anyMatch(a -> HANDED_IN.contains(Code.simple(a.name())))) {
      return true;
    }
    JType type = types.program().resolve(parameter.type(), method.owner());
    List<String> words = Terms.words(type.simpleName());
    if (words.isEmpty() || !PEOPLE.contains(words.get(words.size() - 1))) {
      return false;
    }
    if (Terms.words(variable.name()).stream().anyMatch(CURRENT::contains)) {
      return true;
    }
    if (!active.add(method)) {
      return false;
    }
    try {
      List<Callers.Site> sites = callers.of(method);
      return !sites.isEmpty()
          && sites.stream()
              .allMatch(
                  s ->
                      variable.index() < s.arguments().size()
                          && isIdentity(
                              s.arguments().get(variable.index()), s.unit(), depthOfNames + 1));
    } finally {
      active.remove(method);
    }
  }

  /** {@code userService.getCurrentUser()}, {@code jwtService.verify(token)}. */
  private boolean asksForCaller(Expr.Call call, Unit unit) {
    JType receiver = types.receiver(call, unit);
    List<String> words = Terms.words(receiver.simpleName());
    if (words.isEmpty()) {
      return false;
    }
    boolean service = SERVICES.contains(words.get(words.size() - 1));
    boolean aboutPeople =
        words.stream()
            .anyMatch(
                w ->
                    PEOPLE.contains(w)
                        || NOUNS.contains(w)
                        || VAGUE.contains(w)
                        || w.equals("security"));
    return service
        && aboutPeople
        && (words.contains("jwt")
            || (call.arguments().isEmpty()
                && Terms.words(call.name()).stream().anyMatch(CURRENT::contains)));
  }

  /** Whether a value of the type may say who the caller is, going by its name. */
  private boolean isLikely(JType type) {
    if (requests.isVerified(type)) {
      return true;
    }
    if (type.name().startsWith("org.hibernate.")
        || type.name().startsWith("org.apache.ibatis.")
        || type.name().startsWith("jakarta.persistence.")
        || type.name().startsWith("jakarta.mail.")
        || type.name().startsWith("java.net.")) {
      return false;
    }
    List<String> words = Terms.words(type.simpleName());
    if (words.isEmpty()) {
      return false;
    }
    String last = words.get(words.size() - 1);
    List<String> others = words.subList(0, words.size() - 1);
    if (NOUNS.contains(last)) {
      return true;
    }
    boolean letIn = others.stream().anyMatch(LET_IN::contains);
    if (VAGUE.contains(last)) {
      return others.isEmpty() || letIn || others.stream().anyMatch(OWNERS::contains);
    }
    if (PEOPLE.contains(last)) {
      return letIn;
    }
    return KEEPERS.contains(last)
        && (letIn || (OF_USERS.contains(last) && others.contains("user")));
  }
}
