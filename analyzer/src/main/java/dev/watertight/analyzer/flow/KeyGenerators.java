package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What beans make keys, choose caches or add prefixes, and whether they ask for the tenant. */
final class KeyGenerators {
  private final Program program;
  private final Types types;
  private final Terms terms;
  private final Carriers carriers;
  private final Code code;
  private Optional<Boolean> prefixes = Optional.empty();

  KeyGenerators(Types types, Terms terms, Carriers carriers, Code code) {
    this.program = types.program();
    this.types = types;
    this.terms = terms;
    this.carriers = carriers;
    this.code = code;
  }

  /**
   * What is in the keys of the bean of that name. Of one that the project does not declare nothing
   * is known but its name.
   *
   * @param parameters what is in the parameters of the cached method
   */
  Hold named(String bean, Hold parameters) {
    for (TypeDecl type : program.types()) {
      if (isBean(type, bean)) {
        return ofType(type, parameters);
      }
      for (MethodFact method : type.fact().methods()) {
        if (isBean(method, bean) && method.body().isPresent()) {
          return ofBody(code.unit(new MethodDecl(type, method)), parameters);
        }
      }
    }
    return Terms.words(bean).stream().anyMatch(w -> terms.isTenant(w)) ? Hold.OBJECT : Hold.NONE;
  }

  private static boolean isBean(TypeDecl type, String bean) {
    String name = type.fact().name();
    if (name.isEmpty()) {
      return false;
    }
    String usual = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    for (AnnotationFact each : type.fact().annotations()) {
      Expr value = each.attributes().get("value");
      if (value instanceof Expr.Text text && text.value().equals(bean)) {
        return true;
      }
    }
    return usual.equals(bean) && !type.fact().annotations().isEmpty();
  }

  private static boolean isBean(MethodFact method, String bean) {
    for (AnnotationFact each : method.annotations()) {
      if (!Code.simple(each.name()).equals("Bean")) {
        continue;
      }
      boolean named =
          each.attributes().values().stream()
              .anyMatch(v -> Parts.any(v, e -> e instanceof Expr.Text t && t.value().equals(bean)));
      boolean hasName =
          each.attributes().containsKey("name") || each.attributes().containsKey("value");
      if (named || (!hasName && method.name().equals(bean))) {
        return true;
      }
    }
    return false;
  }

  /** What is in the keys of a class that makes them. */
  Hold ofType(TypeDecl type, Hold parameters) {
    for (String name : List.of("generate", "generateCacheKey", "generateKey")) {
      for (MethodFact method : type.fact().methods()) {
        if (method.name().equals(name) && method.body().isPresent()) {
          return ofMaker(code.unit(new MethodDecl(type, method)), parameters);
        }
      }
    }
    return Hold.NONE;
  }

  private Hold ofMaker(Unit unit, Hold parameters) {
    return results(unit, unit.results(), parameters);
  }

  private Hold results(Unit unit, List<Expr> results, Hold parameters) {
    Hold all = results.isEmpty() ? Hold.NONE : Hold.VALUE;
    for (Expr each : results) {
      Hold own = carriers.of(each, unit);
      Hold passed = Parts.any(each, KeyGenerators::isParameters) ? parameters : Hold.NONE;
      all = all.and(own.or(passed));
    }
    return all;
  }

  /** Whether the parameters themselves are handed on, and not only how many they are. */
  private static boolean isParameters(Expr expression) {
    return !(expression instanceof Expr.Field)
        && Children.of(expression).stream()
            .anyMatch(
                e ->
                    e instanceof Expr.Name name
                        && Set.of("params", "args", "parameters").contains(name.id()));
  }

  /** What a method that makes the bean gives: a lambda, a class of the project. */
  private Hold ofBody(Unit unit, Hold parameters) {
    Hold all = Hold.VALUE;
    List<Expr> results = unit.results();
    for (Expr each : results) {
      if (each instanceof Expr.Lambda lambda) {
        all = all.and(results(unit, unit.results(lambda), parameters));
      } else if (each instanceof Expr.New creation && creation.body().isPresent()) {
        boolean asks =
            unit.returns().stream()
                .filter(r -> r.isIn(creation))
                .map(r -> ((dev.watertight.analyzer.facts.Stmt.Return) r.item()).value())
                .flatMap(Optional::stream)
                .anyMatch(v -> carriers.of(v, unit) != Hold.NONE);
        all = all.and(asks ? Hold.VALUE : Hold.NONE);
      } else {
        JType type = types.of(each, unit);
        all =
            all.and(
                program
                    .find(type.name())
                    .map(t -> ofType(t, parameters))
                    .orElse(
                        Code.simple(type.name()).equals("SimpleKeyGenerator")
                            ? parameters
                            : Hold.NONE));
      }
    }
    return results.isEmpty() ? Hold.NONE : all;
  }

  /** What is in the keys that a generator makes for all caches, where the project sets one. */
  Hold everywhere(Hold parameters) {
    for (TypeDecl type : program.types()) {
      boolean configures =
          type.fact().supertypes().stream()
              .anyMatch(
                  s ->
                      Code.simple(s.name()).equals("CachingConfigurer")
                          || Code.simple(s.name()).equals("CachingConfigurerSupport"));
      if (configures) {
        for (MethodFact method : type.fact().methods()) {
          if (method.name().equals("keyGenerator") && method.body().isPresent()) {
            return ofBody(code.unit(new MethodDecl(type, method)), parameters);
          }
        }
      }
    }
    return Hold.NONE;
  }

  /** Whether the named resolver or manager of caches asks for the tenant. */
  boolean choosesByTenant(String bean) {
    for (TypeDecl type : program.types()) {
      if (isBean(type, bean)) {
        return asks(type);
      }
      for (MethodFact method : type.fact().methods()) {
        if (isBean(method, bean) && method.body().isPresent()) {
          return chooses(code.unit(new MethodDecl(type, method)));
        }
      }
    }
    return Terms.words(bean).stream().anyMatch(w -> terms.isTenant(w));
  }

  private boolean chooses(Unit unit) {
    return asks(unit)
        || unit.results().stream()
            .map(r -> types.of(r, unit))
            .flatMap(t -> program.find(t.name()).stream())
            .anyMatch(this::asks);
  }

  private boolean asks(TypeDecl type) {
    return code.units(type).stream().anyMatch(this::asks);
  }

  private boolean asks(Unit unit) {
    return unit.calls().stream()
        .map(c -> (Expr) c.item())
        .anyMatch(c -> !(c instanceof Expr.MethodRef) && carriers.of(c, unit) != Hold.NONE);
  }

  /** Whether every cache of the project's manager is prefixed with the tenant. */
  boolean prefixesByTenant() {
    if (prefixes.isEmpty()) {
      prefixes =
          Optional.of(
              code.calling("computePrefixWith").stream()
                  .anyMatch(
                      u ->
                          u.calls().stream()
                              .filter(
                                  c ->
                                      c.item() instanceof Expr.Call call
                                          && call.name().equals("computePrefixWith"))
                              .anyMatch(c -> prefixes((Expr.Call) c.item(), u))));
    }
    return prefixes.get();
  }

  private boolean prefixes(Expr.Call call, Unit unit) {
    return call.arguments().size() == 1
        && call.arguments().get(0) instanceof Expr.Lambda lambda
        && !unit.results(lambda).isEmpty()
        && unit.results(lambda).stream().allMatch(r -> carriers.of(r, unit) != Hold.NONE);
  }
}
