package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a project puts into the variables of its MyBatis configuration: the {@code Properties} that
 * a class which builds a session factory fills. MyBatis puts them into mapper files when it reads
 * them, so no caller of a statement can change them. Only what is one constant text is known; of a
 * map with a text for each database, the one for PostgreSQL.
 */
public final class MapperVariables {
  private static final Set<String> BUILDERS =
      Set.of("XMLConfigBuilder", "SqlSessionFactoryBuilder", "SqlSessionFactoryBean");
  private static final int DEEPEST = 8;

  private final Program program;
  private final Map<String, Set<Optional<String>>> values = new TreeMap<>();
  private final Map<FieldFact, Optional<String>> maps = new HashMap<>();

  private MapperVariables(Program program) {
    this.program = program;
  }

  /** The variables that have one constant value, by name. */
  public static Map<String, String> of(Program program) {
    MapperVariables variables = new MapperVariables(program);
    for (TypeDecl type : List.copyOf(program.types())) {
      if (builds(type.file())) {
        type.fact().methods().forEach(m -> variables.read(type, m));
      }
    }
    Map<String, String> known = new TreeMap<>();
    variables.values.forEach(
        (name, all) -> {
          if (all.size() == 1) {
            all.iterator().next().ifPresent(v -> known.put(name, v));
          }
        });
    return known;
  }

  private static boolean builds(FileFacts file) {
    return file.imports().stream()
        .anyMatch(i -> BUILDERS.contains(i.name().substring(i.name().lastIndexOf('.') + 1)));
  }

  private void read(TypeDecl type, MethodFact method) {
    if (method.body().isEmpty()) {
      return;
    }
    Body body = new Body(type, method.body().get());
    Set<String> properties = new HashSet<>(body.localsOf("Properties"));
    method.parameters().stream()
        .filter(p -> p.type().name().endsWith("Properties"))
        .forEach(p -> properties.add(p.name()));
    Parts.expressions(
        body.block(),
        e -> {
          if (e instanceof Expr.Call call
              && puts(call)
              && call.scope().get() instanceof Expr.Name name
              && properties.contains(name.id())) {
            text(call.arguments().get(0), body, 0)
                .ifPresent(
                    key ->
                        values
                            .computeIfAbsent(key, k -> new HashSet<>())
                            .add(text(call.arguments().get(1), body, 0)));
          }
        });
  }

  private static boolean puts(Expr.Call call) {
    return (call.name().equals("put") || call.name().equals("setProperty"))
        && call.scope().isPresent()
        && call.arguments().size() == 2;
  }

  /** The one text that an expression can have, if it has one. */
  private Optional<String> text(Expr expression, Body body, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    if (expression instanceof Expr.Text text) {
      return Optional.of(text.value());
    }
    if (expression instanceof Expr.Sum sum) {
      StringBuilder all = new StringBuilder();
      for (Expr term : sum.terms()) {
        Optional<String> part = text(term, body, depth + 1);
        if (part.isEmpty()) {
          return Optional.empty();
        }
        all.append(part.get());
      }
      return Optional.of(all.toString());
    }
    if (expression instanceof Expr.Name name && body.declares(name.id())) {
      return body.local(name.id()).flatMap(e -> text(e, body, depth + 1));
    }
    if (expression instanceof Expr.Call call
        && call.scope().isPresent()
        && (call.name().equals("get") || call.name().equals("getOrDefault"))) {
      return field(call.scope().get(), body).flatMap(this::inKnownMap);
    }
    return field(expression, body)
        .filter(f -> f.fact().modifiers().isFinal() && f.fact().modifiers().isStatic())
        .flatMap(
            f ->
                f.fact()
                    .initializer()
                    .flatMap(
                        e ->
                            text(
                                e,
                                new Body(f.owner(), new Stmt.Block(List.of(), f.fact().span())),
                                depth + 1)));
  }

  private Optional<Program.FieldDecl> field(Expr expression, Body body) {
    if (expression instanceof Expr.Name name && !body.declares(name.id())) {
      return program.field(body.type(), name.id());
    }
    if (expression instanceof Expr.Field field && field.scope() instanceof Expr.Name scope) {
      return program
          .find(program.resolveName(scope.id(), body.type()))
          .flatMap(t -> program.field(t, field.name()));
    }
    return Optional.empty();
  }

  private Optional<String> inKnownMap(Program.FieldDecl map) {
    Optional<String> known = maps.get(map.fact());
    if (known == null) {
      maps.put(map.fact(), Optional.empty()); // What a map takes from itself is not known.
      known = inMap(map);
      maps.put(map.fact(), known);
    }
    return known;
  }

  /**
   * The one text that a constant map can give on PostgreSQL: what its class puts in under a name
   * for it, or under a key that is not known. Nothing where another class could fill it unseen.
   */
  private Optional<String> inMap(Program.FieldDecl map) {
    if (!map.fact().modifiers().isStatic() || !map.fact().modifiers().isFinal()) {
      return Optional.empty();
    }
    List<Optional<String>> forPostgres = new ArrayList<>();
    List<Optional<String>> forAny = new ArrayList<>();
    for (MethodFact method : map.owner().fact().methods()) {
      if (method.body().isEmpty()) {
        continue;
      }
      Body body = new Body(map.owner(), method.body().get());
      Parts.expressions(
          body.block(),
          e -> {
            if (e instanceof Expr.Call call
                && puts(call)
                && field(call.scope().get(), body).filter(map::equals).isPresent()) {
              Optional<String> key = text(call.arguments().get(0), body, 1);
              Optional<String> value = text(call.arguments().get(1), body, 1);
              if (key.filter(k -> !isPostgres(k)).isEmpty()) {
                forPostgres.add(value);
              }
              forAny.add(value);
            }
          });
    }
    Set<Optional<String>> all = new HashSet<>(forPostgres.isEmpty() ? forAny : forPostgres);
    return all.size() == 1 ? all.iterator().next() : Optional.empty();
  }

  private static boolean isPostgres(String database) {
    String lower = database.toLowerCase(Locale.ROOT);
    return lower.startsWith("postgres") || lower.equals("pg");
  }

  /** A body with its local variables. */
  private static final class Body {
    private final TypeDecl type;
    private final Stmt.Block block;
    private final Map<String, Stmt.Local> locals = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    Body(TypeDecl type, Stmt.Block block) {
      this.type = type;
      this.block = block;
      Parts.any(
          block,
          e -> {
            if (e instanceof Expr.Assign assign && assign.target() instanceof Expr.Name name) {
              changed.add(name.id());
            }
            return false;
          },
          s -> {
            if (s instanceof Stmt.Local local && locals.put(local.name(), local) != null) {
              changed.add(local.name());
            }
            if (s instanceof Stmt.Loop loop) {
              loop.each().ifPresent(each -> changed.add(each.name()));
            }
            return false;
          });
    }

    TypeDecl type() {
      return type;
    }

    Stmt.Block block() {
      return block;
    }

    boolean declares(String name) {
      return locals.containsKey(name) || changed.contains(name);
    }

    Optional<Expr> local(String name) {
      return changed.contains(name)
          ? Optional.empty()
          : Optional.ofNullable(locals.get(name)).flatMap(Stmt.Local::initializer);
    }

    List<String> localsOf(String typeName) {
      return locals.values().stream()
          .filter(l -> l.type().name().endsWith(typeName))
          .map(Stmt.Local::name)
          .toList();
    }
  }
}
