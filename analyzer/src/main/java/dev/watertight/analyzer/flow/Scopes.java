package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The types whose objects are bound to one tenant: those that are configured, and in the tenant
 * factory those that keep a tenant's id and a handle of the database, or another such object.
 */
final class Scopes {
  private static final Pattern HANDLE =
      Pattern.compile(
          "DSLContext|.*JdbcTemplate|JdbcOperations|NamedParameterJdbcOperations|JdbcClient|"
              + "EntityManager|Session|StatelessSession|SqlSession|Handle|Jdbi|Connection|DataSource");

  /** What gives an object when it is asked, and keeps none that others see. */
  private static final Set<String> GIVERS =
      Set.of(
          "ThreadLocal",
          "Provider",
          "ObjectProvider",
          "ObjectFactory",
          "Supplier",
          "Function",
          "BiFunction",
          "Callable",
          "Consumer",
          "BiConsumer",
          "Instance",
          "Class",
          "ScopedValue",
          "UnaryOperator");

  private final Program program;
  private final Lifetimes lifetimes;
  private final Set<String> types = new TreeSet<>();
  private final Set<String> openers = new TreeSet<>();
  private final Set<String> proxied = new HashSet<>();

  Scopes(
      List<String> configured,
      Program program,
      Terms terms,
      Lifetimes lifetimes,
      Predicate<String> inFactory) {
    this.program = program;
    this.lifetimes = lifetimes;
    types.addAll(configured);
    List<TypeDecl> candidates =
        program.types().stream()
            .filter(t -> inFactory.test(t.name()) && t.fact().kind() == TypeFact.Kind.CLASS)
            .filter(t -> !program.isGenerated(t))
            .filter(t -> lifetimes.of(t) != Lifetimes.Life.SHARED)
            .toList();
    candidates.stream().filter(t -> hasShape(t, terms)).forEach(t -> types.add(t.name()));
    boolean grown = !types.isEmpty();
    while (grown) {
      grown = false;
      for (TypeDecl type : candidates) {
        if (!types.contains(type.name()) && keepsScope(type)) {
          grown |= types.add(type.name());
        }
      }
    }
    types.forEach(terms::addScope);
    for (TypeDecl type : program.types()) {
      type.fact().methods().stream()
          .filter(m -> isShort(m.annotations(), type))
          .forEach(m -> proxied.add(program.resolve(m.returnType(), type).name()));
    }
    types.stream()
        .flatMap(t -> program.known(t).stream())
        .filter(t -> isShort(t.fact().annotations(), t))
        .forEach(t -> proxied.add(t.name()));
    if (!types.isEmpty()) {
      program.types().stream().filter(t -> inFactory.test(t.name())).forEach(this::opens);
    }
  }

  private boolean isShort(
      List<dev.watertight.analyzer.facts.AnnotationFact> annotations, TypeDecl at) {
    return lifetimes.declared(annotations, at).filter(l -> l == Lifetimes.Life.SHORT).isPresent();
  }

  private boolean hasShape(TypeDecl type, Terms terms) {
    boolean handle = false;
    boolean tenant = false;
    for (JType each : program.lineage(JType.of(type.name()))) {
      Optional<TypeDecl> declared = program.known(each.name());
      if (declared.isPresent()) {
        for (FieldFact field : Types.state(declared.get())) {
          handle |= HANDLE.matcher(Code.simple(field.type().name())).matches();
          tenant |=
              isKept(field)
                  && (terms.isTenant(field.name())
                      || terms.carries(program.resolve(field.type(), declared.get())));
        }
      }
    }
    return handle && tenant;
  }

  private boolean keepsScope(TypeDecl type) {
    return Types.state(type).stream()
        .anyMatch(f -> isKept(f) && types.contains(program.resolve(f.type(), type).name()));
  }

  private static boolean isKept(FieldFact field) {
    return field.modifiers().isFinal() && field.initializer().isEmpty();
  }

  boolean isEmpty() {
    return types.isEmpty();
  }

  /** The simple names of the scope types that are no inner classes, and of what opens them. */
  Set<String> named() {
    Set<String> named = new TreeSet<>();
    types.forEach(t -> named.add(Code.simple(t)));
    openers.forEach(t -> named.add(Code.simple(t)));
    return named;
  }

  /** The classes with a method that gives a scope, or work to do in one. */
  private void opens(TypeDecl type) {
    for (MethodFact method : type.fact().methods()) {
      boolean gives =
          !method.modifiers().isPrivate()
              && (isScope(program.resolve(method.returnType(), type))
                  || method.parameters().stream()
                      .anyMatch(
                          p ->
                              p.type().arguments().stream()
                                  .anyMatch(a -> isScope(program.resolve(a, type)))));
      if (gives) {
        openers.add(type.name());
      }
    }
  }

  /** Whether an object of the type is bound to one tenant. */
  boolean isScope(JType type) {
    return !type.name().isEmpty() && program.isAny(type, types) && !proxied.contains(type.name());
  }

  /** Whether a field of the type keeps an object that is bound to one tenant. */
  boolean keeps(JType type) {
    if (isScope(type)) {
      return true;
    }
    return !GIVERS.contains(type.simpleName()) && type.arguments().stream().anyMatch(this::keeps);
  }

  /** Whether the method takes an object that is bound to one tenant. */
  boolean takes(MethodFact method, TypeDecl owner) {
    return method.parameters().stream().anyMatch(p -> isScope(program.resolve(p.type(), owner)));
  }

  /** Whether a file can name a scope type or what opens one: it imports it, or lies beside it. */
  boolean isNamedIn(FileFacts file) {
    Set<String> all = new HashSet<>(types);
    all.addAll(openers);
    for (String each : all) {
      int dot = each.lastIndexOf('.');
      String packageName = dot < 0 ? "" : each.substring(0, dot);
      if (file.packageName().equals(packageName)
          || file.imports().stream()
              .anyMatch(
                  i ->
                      i.name().equals(each)
                          || i.name().startsWith(each + ".")
                          || (i.onDemand() && i.name().equals(packageName)))) {
        return true;
      }
    }
    return false;
  }
}
