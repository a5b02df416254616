package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.Configuration.AcrossTenantsMark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * The marks of reviewed cross-tenant accesses in a program: annotations, and what is configured.
 */
public final class Marks {
  /** The annotation that Watertight brings. */
  static final String OWN = "dev.watertight.annotations.AcrossTenants";

  private final List<Mark> marks = new ArrayList<>();
  private final Set<Integer> usedEntries = new HashSet<>();
  private final List<AcrossTenantsMark> configured;
  private final LocalDate today;
  private final Program program;
  private final BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes;

  /**
   * The marks of the program.
   *
   * @param attributes evaluates the attributes of an annotation
   */
  public Marks(
      Program program,
      Configuration configuration,
      LocalDate today,
      BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes) {
    this.program = program;
    this.configured = configuration.code().acrossTenants();
    this.today = today;
    this.attributes = attributes;
    for (TypeDecl type : program.types()) {
      collect(type);
    }
  }

  private void collect(TypeDecl type) {
    if (type.fact().name().equals("package-info")) {
      marks(
          type,
          type.fact().annotations(),
          "package " + type.file().packageName(),
          type.fact().span(),
          Optional.of(type.file().packageName()));
      return;
    }
    String name = type.name().substring(type.name().lastIndexOf('.') + 1);
    marks(type, type.fact().annotations(), name, type.fact().span(), Optional.empty());
    for (FieldFact field : type.fact().fields()) {
      marks(type, field.annotations(), name + "." + field.name(), field.span(), Optional.empty());
    }
    for (MethodFact method : type.fact().methods()) {
      String element =
          method.name().equals("<init>") ? name + "()" : name + "." + method.name() + "()";
      marks(type, method.annotations(), element, method.span(), Optional.empty());
      method.body().ifPresent(b -> locals(b, type, element));
    }
  }

  private void locals(Stmt statement, TypeDecl type, String element) {
    if (statement instanceof Stmt.Local local && !local.annotations().isEmpty()) {
      marks(
          type,
          local.annotations(),
          element + ", variable " + local.name(),
          local.span(),
          Optional.empty());
    } else if (statement instanceof Stmt.Block block) {
      block.statements().forEach(s -> locals(s, type, element));
    } else if (statement instanceof Stmt.If branch) {
      locals(branch.then(), type, element);
      branch.otherwise().ifPresent(o -> locals(o, type, element));
    } else if (statement instanceof Stmt.Loop loop) {
      locals(loop.body(), type, element);
    } else if (statement instanceof Stmt.Try attempt) {
      attempt.resources().forEach(r -> locals(r, type, element));
      locals(attempt.body(), type, element);
    }
  }

  private void marks(
      TypeDecl type,
      List<AnnotationFact> annotations,
      String element,
      Span covers,
      Optional<String> packageName) {
    for (AnnotationFact annotation : annotations) {
      String name = program.resolveName(annotation.name(), type);
      if (name.equals(OWN) || name.equals("?AcrossTenants")) {
        marks.add(mark(type, annotation, element, covers, packageName, Optional.empty()));
        continue;
      }
      for (int i = 0; i < configured.size(); i++) {
        AcrossTenantsMark entry = configured.get(i);
        if (entry.annotation().isPresent() && names(entry.annotation().get(), name)) {
          usedEntries.add(i);
          Map<String, Value> values = attributes.apply(type, annotation);
          if (matches(entry.when(), values)) {
            marks.add(mark(type, annotation, element, covers, packageName, entry.reason()));
          }
        }
      }
    }
  }

  private static boolean names(String configured, String resolved) {
    return configured.equals(resolved)
        || (resolved.startsWith("?")
            && configured.substring(configured.lastIndexOf('.') + 1).equals(resolved.substring(1)));
  }

  private static boolean matches(Map<String, String> when, Map<String, Value> values) {
    return when.entrySet().stream()
        .allMatch(
            e ->
                values.containsKey(e.getKey())
                    && values
                        .get(e.getKey())
                        .textOrHole()
                        .variants()
                        .equals(List.of(e.getValue())));
  }

  private Mark mark(
      TypeDecl type,
      AnnotationFact annotation,
      String element,
      Span covers,
      Optional<String> packageName,
      Optional<String> configuredReason) {
    Map<String, Value> values = attributes.apply(type, annotation);
    Optional<String> reason =
        configuredReason.or(() -> text(values, "reason")).or(() -> text(values, "value"));
    return new Mark(
        annotation.name().substring(annotation.name().lastIndexOf('.') + 1),
        element,
        reason,
        text(values, "expires"),
        type.file().path(),
        annotation.span(),
        covers,
        packageName,
        configuredReason.isPresent());
  }

  private static Optional<String> text(Map<String, Value> values, String attribute) {
    return Optional.ofNullable(values.get(attribute))
        .map(v -> v.textOrHole().variants().get(0))
        .filter(t -> t.indexOf('\uE000') < 0);
  }

  List<Mark> all() {
    return List.copyOf(marks);
  }

  /**
   * Marks without fault that cover neither an access to a tenant's table, or to one that is not
   * known, nor a call that may lead to one.
   */
  List<Mark> unused(Analysis analysis) {
    Set<Mark> used = new HashSet<>();
    for (Access access : analysis.accesses()) {
      if (!access.unknown().isEmpty()
          || !access.settings().isEmpty()
          || !analysis.scoped(access).isEmpty()) {
        used.addAll(covering(access));
      }
    }
    return marks.stream()
        .filter(m -> m.fault(today).isEmpty() && m.packageName().isEmpty())
        .filter(m -> !used.contains(m) && !leadsElsewhere(m, analysis.accesses()))
        .toList();
  }

  /** Whether anything is called in what is marked that is not itself a known access. */
  private boolean leadsElsewhere(Mark mark, List<Access> accesses) {
    List<Span> known =
        accesses.stream().filter(a -> a.path().equals(mark.path())).map(Access::at).toList();
    boolean[] found = {false};
    for (TypeDecl type : program.types()) {
      if (!type.file().path().equals(mark.path())) {
        continue;
      }
      for (MethodFact method : type.fact().methods()) {
        if (mark.covers().overlaps(method.span())) {
          found[0] |= method.body().isEmpty();
          method
              .body()
              .ifPresent(b -> Parts.expressions(b, e -> found[0] |= leads(e, mark, known)));
        }
      }
      for (FieldFact field : type.fact().fields()) {
        if (mark.covers().overlaps(field.span())) {
          found[0] |= field.initializer().isEmpty();
          field
              .initializer()
              .ifPresent(i -> Parts.expressions(i, e -> found[0] |= leads(e, mark, known)));
        }
      }
    }
    return found[0];
  }

  private static boolean leads(Expr expression, Mark mark, List<Span> known) {
    if (expression instanceof Expr.MethodRef reference) {
      return mark.covers().overlaps(reference.span());
    }
    return expression instanceof Expr.Call call
        && mark.covers().overlaps(call.span())
        && known.stream().noneMatch(a -> call.span().overlaps(a));
  }

  /** Entries of {@code code.across-tenants} that matched something, by index. */
  public Set<Integer> usedEntries() {
    return Set.copyOf(usedEntries);
  }

  /** Whether a mark that holds covers the access. */
  public boolean excuse(Access access) {
    return covering(access).stream().anyMatch(m -> m.holds(today)) || configured(access);
  }

  private List<Mark> covering(Access access) {
    String filePackage = access.type().map(t -> t.file().packageName()).orElse("");
    List<Mark> covering = new ArrayList<>();
    for (Mark mark : marks) {
      if (mark.covers(access.path(), filePackage, access.at())
          || access
              .method()
              .map(m -> coversDeclaration(mark, m.owner().file().path(), m.fact().span()))
              .orElse(false)) {
        covering.add(mark);
      }
    }
    return covering;
  }

  /** A statement outside the source, such as a mapper's XML, is covered through its method. */
  private static boolean coversDeclaration(Mark mark, String path, Span method) {
    return mark.packageName().isEmpty()
        && mark.path().equals(path)
        && mark.covers().line() <= method.line()
        && mark.covers().endLine() >= method.endLine();
  }

  private boolean configured(Access access) {
    boolean excused = false;
    for (int i = 0; i < configured.size(); i++) {
      AcrossTenantsMark entry = configured.get(i);
      boolean matches =
          entry.method().map(p -> methodMatches(p, access)).orElse(false)
              || entry.call().map(c -> inCall(c, access)).orElse(false);
      if (matches) {
        usedEntries.add(i);
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
            java.util.Arrays.stream(pattern.split("\\*", -1))
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
        e -> {
          if (e instanceof Expr.Call call && call.name().equals(method)) {
            boolean around =
                call.span().line() <= access.at().line()
                    && call.span().endLine() >= access.at().endLine();
            found[0] |= around && calledOn(call, type, at);
          }
        });
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
