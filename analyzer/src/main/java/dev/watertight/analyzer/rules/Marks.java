package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.Configuration.AcrossTenantsMark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The marks of reviewed cross-tenant accesses in a program: annotations, and what is configured.
 */
public final class Marks {
  /** The annotation that Watertight brings. */
  static final String OWN = "dev.watertight.annotations.AcrossTenants";

  private final List<Mark> marks = new ArrayList<>();
  private final Map<String, List<Mark>> byAnnotation = new HashMap<>();
  private final Set<Mark> excused = new HashSet<>();
  private final ConfiguredMarks configured;
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
    this.configured =
        new ConfiguredMarks(configuration.code().acrossTenants(), program, attributes);
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
      for (AcrossTenantsMark entry : configured.of(type, annotation, name)) {
        marks.add(mark(type, annotation, element, covers, packageName, entry.reason()));
      }
      for (Mark composed : composed(name)) {
        marks.add(composed.on(element, type.file().path(), annotation.span(), covers, packageName));
      }
    }
  }

  /** The marks on an annotation that the project declares: they hold wherever it stands. */
  private List<Mark> composed(String annotation) {
    List<Mark> known = byAnnotation.get(annotation);
    if (known != null) {
      return known;
    }
    byAnnotation.put(annotation, List.of());
    Optional<TypeDecl> declared =
        program.find(annotation).filter(t -> t.fact().kind() == TypeFact.Kind.ANNOTATION);
    if (declared.isPresent()) {
      int before = marks.size();
      TypeDecl type = declared.get();
      marks(type, type.fact().annotations(), annotation, type.fact().span(), Optional.empty());
      List<Mark> own = marks.subList(before, marks.size());
      byAnnotation.put(annotation, List.copyOf(own));
      own.clear();
    }
    return byAnnotation.getOrDefault(annotation, List.of());
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
        false);
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
        .filter(m -> m.fault(today).isEmpty() && m.packageName().isEmpty() && !isComposed(m))
        .filter(m -> !used.contains(m) && !excused.contains(m))
        .filter(m -> !leadsElsewhere(m, analysis.accesses()))
        .toList();
  }

  /** Whether the mark stands on an annotation of the project's own, which is in use. */
  private boolean isComposed(Mark mark) {
    return byAnnotation.values().stream()
        .flatMap(List::stream)
        .anyMatch(m -> m.path().equals(mark.path()) && m.at().equals(mark.at()));
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
    return configured.used();
  }

  /** Whether a mark that holds covers the access. */
  public boolean excuse(Access access) {
    List<Mark> holding = covering(access).stream().filter(m -> m.holds(today)).toList();
    excused.addAll(holding);
    return !holding.isEmpty() || configured.excuse(access);
  }

  private List<Mark> covering(Access access) {
    String filePackage = access.type().map(t -> t.file().packageName()).orElse("");
    List<MethodDecl> declarations = access.method().map(this::declarations).orElse(List.of());
    List<Mark> covering = new ArrayList<>();
    for (Mark mark : marks) {
      if (mark.covers(access.path(), filePackage, access.at())
          || access
              .method()
              .map(m -> coversDeclaration(mark, m.owner().file().path(), m.fact().span()))
              .orElse(false)
          || declarations.stream().anyMatch(m -> isOn(mark, m))) {
        covering.add(mark);
      }
    }
    return covering;
  }

  /** The methods that a method overrides: who marks those means every implementation. */
  private List<MethodDecl> declarations(MethodDecl method) {
    List<MethodDecl> found = new ArrayList<>();
    if (marks.isEmpty()
        || method.fact().name().startsWith("<")
        || method.fact().modifiers().isStatic()) {
      return found;
    }
    List<TypeDecl> above =
        program.lineage(JType.of(method.owner().name())).stream()
            .skip(1)
            .flatMap(t -> program.find(t.name()).stream())
            .toList();
    for (TypeDecl type : above) {
      type.fact().methods().stream()
          .filter(
              m ->
                  m.name().equals(method.fact().name())
                      && m.parameters().size() == method.fact().parameters().size())
          .forEach(m -> found.add(new MethodDecl(type, m)));
    }
    return found;
  }

  private static boolean isOn(Mark mark, MethodDecl method) {
    return mark.path().equals(method.owner().file().path())
        && mark.covers().equals(method.fact().span());
  }

  /** A statement outside the source, such as a mapper's XML, is covered through its method. */
  private static boolean coversDeclaration(Mark mark, String path, Span method) {
    return mark.packageName().isEmpty()
        && mark.path().equals(path)
        && mark.covers().contains(method);
  }
}
