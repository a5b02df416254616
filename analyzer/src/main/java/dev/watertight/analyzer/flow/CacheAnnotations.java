package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import dev.watertight.core.config.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Methods whose result an annotation caches, under a key without the tenant. */
final class CacheAnnotations {
  private static final Map<String, List<String>> KNOWN =
      Map.of(
          "Cacheable",
          List.of("org.springframework.cache.annotation.", "io.micronaut.cache.annotation."),
          "CachePut",
          List.of(
              "org.springframework.cache.annotation.",
              "io.micronaut.cache.annotation.",
              "javax.cache.annotation.",
              "jakarta.cache.annotation."),
          "CacheResult",
          List.of("javax.cache.annotation.", "jakarta.cache.annotation.", "io.quarkus.cache."),
          "ReactiveCacheable",
          List.of());

  private static final String HOLE = "\uE000";

  private final Types types;
  private final Terms terms;
  private final Carriers carriers;
  private final TenantData data;
  private final KeyGenerators generators;
  private final Configuration.Caches configured;
  private final BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes;

  CacheAnnotations(
      Types types,
      Terms terms,
      Carriers carriers,
      TenantData data,
      KeyGenerators generators,
      Configuration.Caches configured,
      BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes) {
    this.types = types;
    this.terms = terms;
    this.carriers = carriers;
    this.data = data;
    this.generators = generators;
    this.configured = configured;
    this.attributes = attributes;
  }

  /** A use of an annotation that caches; of one that the project made of it, as it is there. */
  private record Use(
      AnnotationFact annotation, TypeDecl declaredIn, AnnotationFact at, boolean own) {}

  void find(TypeDecl type, List<Found> found) {
    List<Use> onType = uses(type.fact().annotations(), type);
    for (MethodFact fact : type.fact().methods()) {
      MethodDecl method = new MethodDecl(type, fact);
      uses(fact.annotations(), type).forEach(u -> check(u, method, found));
      if (fact.modifiers().isPublic() && !fact.name().startsWith("<")) {
        onType.forEach(u -> check(u, method, found));
      }
    }
  }

  private List<Use> uses(List<AnnotationFact> annotations, TypeDecl type) {
    List<Use> uses = new ArrayList<>();
    for (AnnotationFact each : annotations) {
      use(each, type, each, uses, 0);
    }
    return uses;
  }

  private void use(
      AnnotationFact annotation, TypeDecl type, AnnotationFact at, List<Use> uses, int depth) {
    String resolved = types.program().resolveName(annotation.name(), type);
    String simple = Code.simple(resolved).replaceFirst("^\\?", "");
    if (isConfigured(resolved)) {
      uses.add(new Use(annotation, type, at, true));
    } else if (isKnown(resolved, simple)) {
      uses.add(new Use(annotation, type, at, false));
    } else if (simple.equals("Caching") || simple.equals("PutOperations")) {
      annotation.attributes().values().forEach(v -> nested(v, type, at, uses, depth));
    } else if (depth < 3) {
      types
          .program()
          .find(resolved)
          .filter(t -> t.fact().kind() == TypeFact.Kind.ANNOTATION)
          .ifPresent(t -> t.fact().annotations().forEach(a -> use(a, t, at, uses, depth + 1)));
    }
  }

  private void nested(Expr value, TypeDecl type, AnnotationFact at, List<Use> uses, int depth) {
    if (value instanceof Expr.AnnotationValue inner) {
      use(inner.annotation(), type, at, uses, depth);
    } else if (value instanceof Expr.ArrayValue array) {
      array.elements().forEach(e -> nested(e, type, at, uses, depth));
    }
  }

  private static boolean isKnown(String resolved, String simple) {
    List<String> packages = KNOWN.get(simple);
    return packages != null
        && (resolved.startsWith("?") || packages.stream().anyMatch(resolved::startsWith));
  }

  private boolean isConfigured(String resolved) {
    return configured.annotations().stream()
        .anyMatch(
            a ->
                a.equals(resolved)
                    || (resolved.startsWith("?") && Code.simple(a).equals(resolved.substring(1))));
  }

  private void check(Use use, MethodDecl method, List<Found> found) {
    if (method.fact().returnType().name().equals("void") && !isPut(use)) {
      return;
    }
    Optional<String> table = data.from(method);
    if (table.isEmpty()) {
      return;
    }
    Key key = key(use, method);
    if (key.hold() != Hold.NONE) {
      return;
    }
    found.add(
        new Found(
            method.owner(),
            method.signature(),
            Optional.of(method),
            use.at().span(),
            "`"
                + method.fact().name()
                + "` caches rows of `"
                + table.get()
                + "` under "
                + key.said()
                + ", which is the same for every tenant: the next tenant that asks gets this one's"
                + " rows. Put the tenant's id into the key, for example `key = \"#tenantId + ':' +"
                + " #id\"`, or cache inside the tenant's own scope.",
            table,
            "@" + Code.simple(use.at().name()) + " " + key.said(),
            List.of()));
  }

  private static boolean isPut(Use use) {
    return use.annotation().name().endsWith("CachePut");
  }

  private record Key(Hold hold, String said) {}

  private Key key(Use use, MethodDecl method) {
    Map<String, Value> values =
        new LinkedHashMap<>(attributes.apply(use.declaredIn(), use.annotation()));
    Map<String, Value> config = config(method);
    if (resolves(values, config)) {
      return new Key(Hold.OBJECT, "a key of its own");
    }
    List<String> written = new ArrayList<>();
    for (String attribute :
        use.own() && !configured.keyAttributes().isEmpty()
            ? configured.keyAttributes()
            : List.of("key")) {
      Optional.ofNullable(values.get(attribute))
          .map(v -> v.textOrHole().variants().get(0))
          .filter(t -> !t.isBlank())
          .ifPresent(written::add);
    }
    if (!written.isEmpty()) {
      Hold all = Hold.NONE;
      for (String text : written) {
        all = all.or(expression(text, method));
      }
      return new Key(all, "the key `" + String.join(", ", written).replace(HOLE, "…") + "`");
    }
    Optional<String> generator =
        text(values, "keyGenerator").or(() -> text(config, "keyGenerator"));
    Optional<TypeDecl> byClass =
        Optional.ofNullable(values.get("cacheKeyGenerator"))
            .or(() -> Optional.ofNullable(values.get("keyGenerator")))
            .flatMap(Value::classLiteral)
            .flatMap(t -> types.program().find(t.name()));
    Hold parameters = parameters(values, method);
    if (byClass.isPresent()) {
      return new Key(
          generators.ofType(byClass.get(), parameters),
          "the key that `" + byClass.get().fact().name() + "` makes");
    }
    if (generator.isPresent()) {
      return new Key(
          generators.named(generator.get(), parameters),
          "the key that `" + generator.get() + "` makes");
    }
    return new Key(parameters.or(generators.everywhere(parameters)), said(method));
  }

  private static String said(MethodDecl method) {
    List<String> names =
        method.fact().parameters().stream().map(MethodFact.Parameter::name).toList();
    return names.isEmpty()
        ? "one key, as the method has no parameter"
        : "its parameters alone (`" + String.join("`, `", names) + "`)";
  }

  private Map<String, Value> config(MethodDecl method) {
    for (AnnotationFact each : method.owner().fact().annotations()) {
      if (Code.simple(each.name()).equals("CacheConfig")) {
        return attributes.apply(method.owner(), each);
      }
    }
    return Map.of();
  }

  /** Whether what chooses the cache asks for the tenant. */
  private boolean resolves(Map<String, Value> values, Map<String, Value> config) {
    for (String attribute : List.of("cacheResolver", "cacheManager")) {
      Optional<String> name = text(values, attribute).or(() -> text(config, attribute));
      if (name.filter(generators::choosesByTenant).isPresent()) {
        return true;
      }
    }
    return generators.prefixesByTenant();
  }

  private static Optional<String> text(Map<String, Value> values, String attribute) {
    return Optional.ofNullable(values.get(attribute))
        .filter(v -> v.classLiteral().isEmpty())
        .map(v -> v.textOrHole().variants().get(0))
        .filter(t -> !t.isBlank() && !t.contains(HOLE));
  }

  /** What is in the key that is made of the parameters. */
  private Hold parameters(Map<String, Value> values, MethodDecl method) {
    List<MethodFact.Parameter> all = method.fact().parameters();
    boolean chosen =
        all.stream()
            .anyMatch(
                p ->
                    p.annotations().stream()
                        .anyMatch(a -> Code.simple(a.name()).equals("CacheKey")));
    Set<String> named =
        Optional.ofNullable(values.get("parameters"))
            .flatMap(Value::elements)
            .map(
                e ->
                    e.stream()
                        .map(v -> v.textOrHole().variants().get(0))
                        .collect(java.util.stream.Collectors.toSet()))
            .orElse(Set.of());
    Hold any = Hold.NONE;
    for (int i = 0; i < all.size(); i++) {
      MethodFact.Parameter each = all.get(i);
      boolean taken =
          (!chosen
                  || each.annotations().stream()
                      .anyMatch(a -> Code.simple(a.name()).equals("CacheKey")))
              && (named.isEmpty() || named.contains(each.name()));
      if (taken) {
        any = any.or(carriers.parameter(method, i));
      }
    }
    return any;
  }

  private Hold expression(String text, MethodDecl method) {
    String bare = text.replaceAll("'[^']*'", "''");
    for (String each : configured.tenantExpressions()) {
      if (bare.contains(each) || (each.contains("'") && text.contains(each))) {
        return Hold.VALUE;
      }
    }
    return SpringExpression.of(text, new Parts(method));
  }

  /** What the parts of a key's expression mean at a method. */
  private final class Parts implements SpringExpression.Meaning {
    private final MethodDecl method;

    Parts(MethodDecl method) {
      this.method = method;
    }

    @Override
    public Hold variable(String name) {
      List<MethodFact.Parameter> all = method.fact().parameters();
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).name().equals(name)) {
          return carriers.parameter(method, i);
        }
      }
      if (name.matches("[ap]\\d{1,3}")) {
        return argument(Integer.parseInt(name.substring(1)));
      }
      return Hold.NONE;
    }

    @Override
    public Hold argument(int index) {
      return index < method.fact().parameters().size()
          ? carriers.parameter(method, index)
          : Hold.NONE;
    }

    @Override
    public Hold bean(String name) {
      return terms.isHolder(name) ? Hold.OBJECT : Hold.NONE;
    }

    @Override
    public Hold type(String name) {
      String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
      return terms.isHolder(simple) || terms.isIdentity(JType.of(name)) ? Hold.OBJECT : Hold.NONE;
    }

    @Override
    public Hold member(Hold scope, String scopeText, String name, boolean first) {
      if (first && name.equals("args")) {
        return Hold.NONE;
      }
      boolean held = scopeText.startsWith("@") || scopeText.startsWith("T(");
      if (held && scope == Hold.OBJECT && !name.startsWith("is")) {
        return Hold.VALUE;
      }
      if (terms.isTenant(name) && !scopeText.equals("#root.") && !first) {
        return Hold.VALUE;
      }
      return carriers.kept(scope, name);
    }
  }
}
