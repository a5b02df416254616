package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.core.config.Configuration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls that change the tenant's context of a thread or connection: methods that are configured
 * or set a holder, the libraries' filters, statements that change the role. It does not say whether
 * a change is put back.
 */
final class ContextChanges {
  private static final Pattern ROLE =
      Pattern.compile(
          "(?is)\\s*(set\\s+(?:session\\s+)?(?:role|session\\s+authorization)\\s+(.*)|reset\\s+(?:role|session\\s+authorization)\\b.*)");

  private static final Pattern ROW_SECURITY =
      Pattern.compile(
          "(?is)\\s*(set\\s+(?:session\\s+)?row_security\\s*(?:=|to)\\s*(\\w+)|reset\\s+row_security\\b.*).*");

  private static final Set<String> CALLS =
      Set.of(
          "set",
          "disableFilter",
          "handle",
          "execute",
          "executeUpdate",
          "update",
          "prepareStatement",
          "createNativeQuery",
          "createUpdate");

  /** What a change is to what was before. */
  enum What {
    /** Something else holds from here on. */
    CHANGE,
    /** What is usual holds again. */
    RESTORE,
    /** Either, by what stands before it. */
    EITHER
  }

  /**
   * A change of a context.
   *
   * @param of what is changed: changes of the same belong together
   * @param said how people call it
   */
  record Change(Node at, What what, String of, String said) {}

  private final Code code;
  private final Types types;
  private final Terms terms;
  private final Configuration.ContextMethods configured;
  private final Set<String> holders = new TreeSet<>();
  private final Set<String> setters = new TreeSet<>();
  private final Set<MethodDecl> active = new HashSet<>();

  ContextChanges(Code code, Types types, Terms terms, Configuration.ContextMethods configured) {
    this.code = code;
    this.types = types;
    this.terms = terms;
    this.configured = configured;
  }

  /** The simple names of the classes that hold the tenant. */
  Set<String> holders() {
    return holders;
  }

  /** The names of the methods at whose calls a context can change. */
  Set<String> called() {
    Set<String> names = new TreeSet<>(CALLS);
    for (TypeDecl type : types.program().types()) {
      if (holds(type)) {
        holders.add(type.fact().name());
        for (MethodFact method : type.fact().methods()) {
          if (method.body().isPresent() && !in(code.unit(new MethodDecl(type, method))).isEmpty()) {
            setters.add(method.name());
          }
        }
      }
    }
    names.addAll(setters);
    for (List<String> all : List.of(configured.set(), configured.lift(), configured.restore())) {
      all.forEach(m -> names.add(name(m)));
    }
    return names;
  }

  private static String name(String method) {
    return method.substring(method.indexOf('#') + 1).replaceFirst("\\(.*$", "");
  }

  /** The changes in a body, in order. */
  List<Change> in(Unit unit) {
    List<Change> changes = new ArrayList<>();
    for (Node each : unit.calls()) {
      if (each.item() instanceof Expr.Call call) {
        change(call, each, unit).ifPresent(changes::add);
      }
    }
    return changes;
  }

  private Optional<Change> change(Expr.Call call, Node at, Unit unit) {
    return configured(call, at, unit)
        .or(() -> library(call, at))
        .or(() -> statement(call, at))
        .or(() -> holder(call, at, unit));
  }

  private Optional<Change> configured(Expr.Call call, Node at, Unit unit) {
    boolean lifts = isOneOf(configured.lift(), call, unit);
    boolean restores =
        isOneOf(configured.restore(), call, unit)
            || (configured.restore().isEmpty() && isOneOf(configured.set(), call, unit));
    if (!lifts && !restores) {
      return Optional.empty();
    }
    return Optional.of(
        new Change(
            at,
            lifts && restores ? What.EITHER : lifts ? What.CHANGE : What.RESTORE,
            "configured",
            "The tenant's context is lifted by `" + call.name() + "`"));
  }

  private boolean isOneOf(List<String> methods, Expr.Call call, Unit unit) {
    for (String each : methods) {
      int hash = each.indexOf('#');
      if (!name(each).equals(call.name())) {
        continue;
      }
      String type = each.substring(0, Math.max(hash, 0));
      JType receiver = types.receiver(call, unit);
      if (types.program().is(receiver, type)
          || receiver.isUnknown()
          || types.declared(call, unit).stream().anyMatch(m -> m.owner().name().equals(type))) {
        return true;
      }
    }
    return false;
  }

  /** Hibernate's filters, MyBatis-Plus's tenant line. */
  private Optional<Change> library(Expr.Call call, Node at) {
    if (call.arguments().size() == 1
        && (call.name().equals("disableFilter") || call.name().equals("enableFilter"))
        && (!(call.arguments().get(0) instanceof Expr.Text text) || names(text.value()))) {
      return Optional.of(
          new Change(
              at,
              call.name().equals("disableFilter") ? What.CHANGE : What.RESTORE,
              "filter",
              "Hibernate's tenant filter is taken off"));
    }
    boolean ignore =
        call.scope()
            .filter(s -> s instanceof Expr.Name n && n.id().equals("InterceptorIgnoreHelper"))
            .isPresent();
    if (ignore && (call.name().equals("handle") || call.name().equals("clearIgnoreStrategy"))) {
      return Optional.of(
          new Change(
              at,
              call.name().equals("handle") ? What.CHANGE : What.RESTORE,
              "ignore",
              "MyBatis-Plus's tenant line is taken off"));
    }
    return Optional.empty();
  }

  private boolean names(String text) {
    return Terms.words(text).stream().anyMatch(terms::isTenant) || terms.isTenant(text);
  }

  /** A role, or row-level security, that is changed for the session. */
  private static Optional<Change> statement(Expr.Call call, Node at) {
    if (call.arguments().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> text = text(call.arguments().get(0));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher role = ROLE.matcher(text.get());
    if (role.matches()) {
      boolean reset =
          role.group(2) == null
              || role.group(2).strip().toLowerCase(java.util.Locale.ROOT).matches("none|default");
      return Optional.of(
          new Change(
              at, reset ? What.RESTORE : What.EITHER, "role", "The session's role is changed"));
    }
    Matcher security = ROW_SECURITY.matcher(text.get());
    if (security.matches()) {
      boolean off =
          security.group(2) != null
              && security.group(2).toLowerCase(java.util.Locale.ROOT).matches("off|false|0");
      return Optional.of(
          new Change(
              at,
              off ? What.CHANGE : What.RESTORE,
              "row_security",
              "Row-level security is switched off"));
    }
    return Optional.empty();
  }

  private static Optional<String> text(Expr expression) {
    if (expression instanceof Expr.Text text) {
      return Optional.of(text.value());
    }
    return expression instanceof Expr.Sum sum && sum.terms().get(0) instanceof Expr.Text text
        ? Optional.of(text.value() + "x")
        : Optional.empty();
  }

  /** A thread's own holder of the tenant, by itself or by the methods of its class. */
  private Optional<Change> holder(Expr.Call call, Node at, Unit unit) {
    if (call.scope().isPresent() && (call.name().equals("set") || call.name().equals("remove"))) {
      Optional<Program.FieldDecl> field = types.fieldOf(call.scope().get(), unit);
      if (field.filter(f -> isBox(f.fact()) && isTenants(f)).isPresent()) {
        return boxed(call, at, field.get().owner().name() + field.get().fact().name());
      }
    }
    if (!setters.contains(call.name())) {
      return Optional.empty();
    }
    for (MethodDecl target : types.declared(call, unit)) {
      if (holds(target.owner())
          && target.fact().modifiers().isStatic()
          && !unit.method().equals(Optional.of(target))) {
        return byMethod(target, call, at);
      }
    }
    return Optional.empty();
  }

  private static Optional<Change> boxed(Expr.Call call, Node at, String of) {
    if (call.name().equals("set") && call.arguments().size() == 1) {
      return Optional.of(new Change(at, What.EITHER, of, "The thread's tenant is changed"));
    }
    return call.name().equals("remove")
        ? Optional.of(new Change(at, What.RESTORE, of, "The thread's tenant is removed"))
        : Optional.empty();
  }

  /** A method of a holder that does nothing but set it, or remove it. */
  private Optional<Change> byMethod(MethodDecl method, Expr.Call call, Node at) {
    boolean plain =
        method.fact().body().isPresent()
            && method.fact().parameters().size() <= 1
            && active.add(method);
    List<Change> inside = plain ? in(code.unit(method)) : List.of();
    if (plain) {
      active.remove(method);
    }
    if (inside.size() != 1) {
      return Optional.empty();
    }
    Change change = inside.get(0);
    return Optional.of(
        new Change(
            at,
            change.what(),
            change.of(),
            "The thread's tenant is changed by `"
                + method.owner().fact().name()
                + "."
                + call.name()
                + "`"));
  }

  private boolean holds(TypeDecl type) {
    return type.fact().fields().stream()
        .anyMatch(
            f -> isBox(f) && f.modifiers().isStatic() && isTenants(new Program.FieldDecl(type, f)));
  }

  private static boolean isBox(FieldFact field) {
    return Set.of("ThreadLocal", "InheritableThreadLocal")
        .contains(Code.simple(field.type().name()));
  }

  private boolean isTenants(Program.FieldDecl field) {
    return terms.isHolder(field.fact().name())
        || terms.isHolder(field.owner().fact().name())
        || field.fact().type().arguments().stream()
            .anyMatch(a -> terms.isTenant(Code.simple(a.name())))
        || Terms.words(field.fact().name()).stream().anyMatch(terms::isTenant);
  }
}
