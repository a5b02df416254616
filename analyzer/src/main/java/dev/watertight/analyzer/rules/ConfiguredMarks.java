package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import dev.watertight.core.config.Configuration.AcrossTenantsMark;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** What {@code code.across-tenants} says: annotations, methods and calls of the project's own. */
final class ConfiguredMarks {
  private final List<AcrossTenantsMark> entries;
  private final Program program;
  private final BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes;
  private final Set<Integer> used = new HashSet<>();

  ConfiguredMarks(
      List<AcrossTenantsMark> entries,
      Program program,
      BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes) {
    this.entries = entries;
    this.program = program;
    this.attributes = attributes;
  }

  /** Entries that matched something, by index. */
  Set<Integer> used() {
    return Set.copyOf(used);
  }

  /** The entries that take the annotation for a mark. */
  List<AcrossTenantsMark> of(TypeDecl at, AnnotationFact annotation, String resolved) {
    List<AcrossTenantsMark> found = new java.util.ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      AcrossTenantsMark entry = entries.get(i);
      if (entry.annotation().filter(n -> names(n, resolved)).isPresent()) {
        used.add(i);
        if (entry.when().isEmpty() || matches(entry.when(), at, annotation, resolved)) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  private static boolean names(String configured, String resolved) {
    return configured.equals(resolved)
        || (resolved.startsWith("?")
            && configured.substring(configured.lastIndexOf('.') + 1).equals(resolved.substring(1)));
  }

  /** Whether the attributes, or their defaults, have the values; a constant goes by its name. */
  private boolean matches(
      Map<String, String> when, TypeDecl at, AnnotationFact annotation, String resolved) {
    Map<String, Value> values = attributes.apply(at, annotation);
    SortedMap<String, Expr> written = annotation.attributes();
    Optional<TypeDecl> declared = program.find(resolved);
    SortedMap<String, Expr> defaults =
        declared.map(ConfiguredMarks::defaults).orElseGet(TreeMap::new);
    Map<String, Value> defaultValues =
        declared
            .map(d -> attributes.apply(d, new AnnotationFact("", defaults, annotation.span())))
            .orElse(Map.of());
    return when.entrySet().stream()
        .allMatch(
            e ->
                written.containsKey(e.getKey())
                    ? is(e.getValue(), written.get(e.getKey()), values.get(e.getKey()))
                    : is(e.getValue(), defaults.get(e.getKey()), defaultValues.get(e.getKey())));
  }

  private static SortedMap<String, Expr> defaults(TypeDecl annotation) {
    SortedMap<String, Expr> defaults = new TreeMap<>();
    for (MethodFact attribute : annotation.fact().methods()) {
      attribute
          .body()
          .filter(b -> b.statements().size() == 1)
          .map(b -> b.statements().get(0))
          .filter(Stmt.Return.class::isInstance)
          .flatMap(s -> ((Stmt.Return) s).value())
          .ifPresent(v -> defaults.put(attribute.name(), v));
    }
    return defaults;
  }

  private static boolean is(
      String expected,
      @org.jspecify.annotations.Nullable Expr written,
      @org.jspecify.annotations.Nullable Value value) {
    if (value != null && value.textOrHole().variants().equals(List.of(expected))) {
      return true;
    }
    if (written instanceof Expr.ArrayValue array && array.elements().size() == 1) {
      return is(expected, array.elements().get(0), null);
    }
    String simple = expected.substring(expected.lastIndexOf('.') + 1);
    return (written instanceof Expr.Name name && name.id().equals(simple))
        || (written instanceof Expr.Field field && field.name().equals(simple))
        || (written instanceof Expr.Text text && text.value().equals(expected))
        || (written instanceof Expr.ClassLiteral literal
            && (literal.type().name().equals(expected) || literal.type().name().equals(simple)));
  }

  /** Whether an entry that names a method or a call takes the access for a reviewed one. */
  boolean excuse(Access access) {
    boolean excused = false;
    for (int i = 0; i < entries.size(); i++) {
      AcrossTenantsMark entry = entries.get(i);
      boolean matches =
          entry.method().map(p -> methodMatches(p, access)).orElse(false)
              || entry.call().map(c -> inCall(c, access)).orElse(false);
      if (matches) {
        used.add(i);
        excused = true;
      }
    }
    return excused;
  }

  private static boolean methodMatches(String pattern, Access access) {
    if (access.method().isEmpty()) {
      return false;
    }
    String name = access.method().get().fact().name();
    String full = access.method().get().owner().name() + "#" + name;
    Pattern regex =
        Pattern.compile(
            Arrays.stream(pattern.split("\\*", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + ".*" + b)
                .orElse(""));
    return regex.matcher(pattern.contains("#") ? full : name).matches();
  }

  private boolean inCall(String pattern, Access access) {
    int hash = pattern.indexOf('#');
    if (hash < 0 || access.method().isEmpty() || access.method().get().fact().body().isEmpty()) {
      return false;
    }
    String type = pattern.substring(0, hash);
    String method = pattern.substring(hash + 1);
    TypeDecl at = access.method().get().owner();
    boolean[] found = {false};
    Parts.expressions(
        access.method().get().fact().body().get(),
        e ->
            found[0] |=
                e instanceof Expr.Call call
                    && call.name().equals(method)
                    && call.span().contains(access.at())
                    && calledOn(call, type, at));
    return found[0];
  }

  private boolean calledOn(Expr.Call call, String type, TypeDecl at) {
    if (call.scope().isEmpty()) {
      return at.file().imports().stream().anyMatch(i -> i.isStatic() && i.name().startsWith(type));
    }
    if (call.scope().get() instanceof Expr.Name name) {
      String resolved = program.resolveName(name.id(), at);
      if (resolved.equals(type)) {
        return true;
      }
      String simple = type.substring(type.lastIndexOf('.') + 1);
      return resolved.equals("?" + simple) || name.id().equalsIgnoreCase(simple);
    }
    return call.scope().get() instanceof Expr.Field field && type.endsWith("." + field.name());
  }
}
