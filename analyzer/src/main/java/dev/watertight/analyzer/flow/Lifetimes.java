package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How long objects live: as long as the application and for all tenants, or for one request. */
final class Lifetimes {
  /** Who sees an object of a class. */
  enum Life {
    /** All requests, at the same time. */
    SHARED,
    /** One request, one tenant, or one piece of work. */
    SHORT,
    /** Nothing says it. */
    UNKNOWN
  }

  private static final Set<String> SINGLETONS =
      Set.of(
          "Component",
          "Service",
          "Repository",
          "Controller",
          "RestController",
          "ControllerAdvice",
          "RestControllerAdvice",
          "Configuration",
          "SpringBootApplication",
          "Singleton",
          "ApplicationScoped",
          "Startup",
          "Stateless",
          "WebServlet",
          "WebFilter",
          "WebListener",
          "AutoConfiguration",
          "Endpoint",
          "Bean");

  private static final Set<String> SHORT =
      Set.of(
          "RequestScope",
          "RequestScoped",
          "SessionScope",
          "SessionScoped",
          "ConversationScoped",
          "ViewScoped",
          "TransactionScoped",
          "Dependent",
          "Prototype",
          "ThreadLocal",
          "Stateful");

  private static final Set<String> SHORT_NAMES =
      Set.of("request", "session", "prototype", "thread", "websocket", "tenant");

  private static final List<String> SERVED =
      List.of(
          "HttpServlet",
          "GenericServlet",
          "Servlet",
          "Filter",
          "GenericFilterBean",
          "OncePerRequestFilter",
          "HandlerInterceptor",
          "HandlerInterceptorAdapter",
          "WebFilter",
          "ServletContextListener",
          "HttpSessionListener",
          "ServletRequestListener",
          "ApplicationListener",
          "ContainerRequestFilter");

  private static final Set<String> PRODUCERS = Set.of("Bean", "Produces", "Provides", "Singleton");

  private final Types types;
  private final Terms terms;
  private final Code code;
  private final Map<TypeDecl, Life> known = new HashMap<>();

  Lifetimes(Types types, Terms terms, Code code) {
    this.types = types;
    this.terms = terms;
    this.code = code;
  }

  /** Whether the declaration itself says how long objects live, so that it is worth to look. */
  static boolean isDeclared(TypeDecl type) {
    return type.fact().kind() == TypeFact.Kind.ENUM
        || !type.fact().annotations().isEmpty()
        || type.fact().supertypes().stream().anyMatch(s -> SERVED.contains(Code.simple(s.name())));
  }

  Life of(TypeDecl type) {
    Life life = known.get(type);
    if (life == null) {
      known.put(type, Life.UNKNOWN);
      life = compute(type);
      known.put(type, life);
    }
    return life;
  }

  private Life compute(TypeDecl type) {
    if (type.fact().kind() == TypeFact.Kind.ENUM) {
      return Life.SHARED;
    }
    Optional<Life> declared = declared(type.fact().annotations(), type);
    if (declared.isPresent()) {
      return declared.get();
    }
    for (JType each : types.program().lineage(JType.of(type.name()))) {
      if (types.program().known(each.name()).isEmpty() && SERVED.contains(each.simpleName())) {
        return Life.SHARED;
      }
    }
    if (terms.hasTenantState(type) || type.fact().kind() == TypeFact.Kind.RECORD) {
      return Life.SHORT;
    }
    Life life = Life.UNKNOWN;
    for (Unit unit : code.calling(Code.simple(type.fact().name()))) {
      for (Node each : unit.calls()) {
        if (each.item() instanceof Expr.New creation
            && types
                .program()
                .resolveName(creation.type().name(), unit.type())
                .equals(type.name())) {
          Life here = created(each, unit);
          if (here == Life.SHARED) {
            return Life.SHARED;
          }
          life = life == Life.UNKNOWN ? here : life;
        }
      }
    }
    return life;
  }

  /** What annotations of a class, or of a method that makes the object, say. */
  Optional<Life> declared(List<AnnotationFact> annotations, TypeDecl at) {
    Optional<Life> life = Optional.empty();
    for (AnnotationFact each : annotations) {
      String name = Code.simple(each.name());
      if (SHORT.contains(name) || (name.equals("Scope") && isShort(each))) {
        return Optional.of(Life.SHORT);
      }
      if (SINGLETONS.contains(name) || composed(each, at)) {
        life = Optional.of(Life.SHARED);
      }
    }
    return life;
  }

  private static boolean isShort(AnnotationFact scope) {
    return scope.attributes().values().stream()
        .anyMatch(
            v ->
                (v instanceof Expr.Text t && SHORT_NAMES.contains(t.value()))
                    || (v instanceof Expr.Field f
                        && SHORT_NAMES.stream()
                            .anyMatch(n -> f.name().equalsIgnoreCase("SCOPE_" + n)))
                    || (v instanceof Expr.Name n
                        && SHORT_NAMES.stream()
                            .anyMatch(s -> n.id().equalsIgnoreCase("SCOPE_" + s))));
  }

  private boolean composed(AnnotationFact annotation, TypeDecl at) {
    Program program = types.program();
    return program
        .find(program.resolveName(annotation.name(), at))
        .filter(t -> t.fact().kind() == TypeFact.Kind.ANNOTATION)
        .map(
            t ->
                t.fact().annotations().stream()
                    .anyMatch(a -> SINGLETONS.contains(Code.simple(a.name()))))
        .orElse(false);
  }

  private Life created(Node creation, Unit unit) {
    if (unit.field().isPresent()) {
      return unit.field().get().modifiers().isStatic() ? Life.SHARED : of(unit.type());
    }
    MethodFact method = unit.method().orElseThrow().fact();
    Optional<Node> around = creation.around();
    if (around.isPresent() && around.get().item() instanceof Expr.Assign assign) {
      Optional<Program.FieldDecl> field =
          assign.target() instanceof Expr.Name name
              ? types.field(name.id(), unit)
              : assign.target() instanceof Expr.Field f && f.scope() instanceof Expr.This
                  ? types.program().field(unit.type(), f.name())
                  : Optional.empty();
      if (field.isPresent()) {
        return field.get().fact().modifiers().isStatic() ? Life.SHARED : of(field.get().owner());
      }
    }
    if (around.isPresent() && around.get().item() instanceof Stmt.Return) {
      boolean produced =
          method.annotations().stream().anyMatch(a -> PRODUCERS.contains(Code.simple(a.name())));
      return produced
          ? declared(method.annotations(), unit.type()).orElse(Life.SHARED)
          : Life.UNKNOWN;
    }
    if (around.isPresent() && around.get().item() instanceof Expr.New outer) {
      return types.program().find(types.of(outer, unit).name()).map(this::of).orElse(Life.UNKNOWN);
    }
    return Life.SHORT;
  }
}
