package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.DeclarationSite;
import dev.watertight.analyzer.link.Declarations;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.sql.Dialect;
import dev.watertight.analyzer.text.MapperXml;
import dev.watertight.analyzer.text.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * MyBatis, where annotations hold the statement. A provider's statement is what its method returns;
 * where that is put together with MyBatis's SQL builder, it is seen there.
 */
@AutoService(Declarations.class)
public final class MyBatisDeclarations implements Declarations {
  private static final String ROAD = "MyBatis";
  private static final Set<String> STATEMENTS = Set.of("Select", "Insert", "Update", "Delete");

  @Override
  public void type(DeclarationSite site) {
    for (MethodFact method : site.type().fact().methods()) {
      for (AnnotationFact annotation : method.annotations()) {
        annotation(site, method, annotation);
      }
    }
  }

  private static void annotation(
      DeclarationSite site, MethodFact method, AnnotationFact annotation) {
    String simple = annotation.name().substring(annotation.name().lastIndexOf('.') + 1);
    boolean provider =
        simple.endsWith("Provider")
            && STATEMENTS.contains(simple.substring(0, simple.length() - "Provider".length()));
    boolean list = simple.equals("List") && annotation.name().indexOf('.') > 0;
    if (!provider && !list && !STATEMENTS.contains(simple) && !simple.equals("SelectKey")) {
      return;
    }
    String resolved = site.program().resolveName(annotation.name(), site.type());
    if (!resolved.startsWith("org.apache.ibatis.annotations.")) {
      return;
    }
    if (list) {
      elements(annotation.attributes().get("value"))
          .forEach(
              e -> {
                if (e instanceof Expr.AnnotationValue v) {
                  annotation(site, method, v.annotation());
                }
              });
      return;
    }
    Map<String, Value> attributes = site.attributes(annotation);
    if (provider) {
      provider(site, method, annotation, attributes);
      return;
    }
    Value text =
        attributes.getOrDefault(simple.equals("SelectKey") ? "statement" : "value", Value.UNKNOWN);
    text(site, method, annotation, Entities.text(text));
  }

  private static List<Expr> elements(@org.jspecify.annotations.Nullable Expr value) {
    return value instanceof Expr.ArrayValue a
        ? a.elements()
        : value == null ? List.of() : List.of(value);
  }

  private static void text(
      DeclarationSite site, MethodFact method, AnnotationFact annotation, Value text) {
    Through through = InterceptorIgnored.through(Optional.of(site.type()), Optional.of(method));
    site.text(ROAD, method, rendered(site, text), Dialect.SQL, through, annotation.span());
  }

  /** The texts that a statement can have at run time, a dynamic one by its branches. */
  private static Value rendered(DeclarationSite site, Value text) {
    String path = site.type().file().path();
    return Value.oneOf(
        text.textOrHole().variants().stream()
            .flatMap(t -> MapperXml.annotation(path, t).stream())
            .map(SourceText::text)
            .toList());
  }

  private static void provider(
      DeclarationSite site,
      MethodFact method,
      AnnotationFact annotation,
      Map<String, Value> attributes) {
    Optional<JType> type =
        Optional.ofNullable(attributes.getOrDefault("type", attributes.get("value")))
            .flatMap(Value::classLiteral);
    if (type.filter(t -> t.name().startsWith("com.baomidou.")).isPresent()) {
      return;
    }
    String name =
        Optional.ofNullable(attributes.get("method"))
            .flatMap(Entities::known)
            .orElse(method.name());
    Optional<TypeDecl> owner = type.flatMap(t -> site.program().find(t.name()));
    Optional<MethodDecl> provider =
        owner.flatMap(
            o ->
                o.fact().methods().stream()
                    .filter(m -> m.name().equals(name) && m.body().isPresent())
                    .findFirst()
                    .map(m -> new MethodDecl(o, m)));
    if (provider.filter(MyBatisDeclarations::usesBuilder).isPresent()) {
      return;
    }
    text(site, method, annotation, provider.flatMap(site::returned).orElse(Value.UNKNOWN));
  }

  /** Whether the method builds its statement with {@code org.apache.ibatis.jdbc.SQL}. */
  private static boolean usesBuilder(MethodDecl method) {
    boolean[] uses = {false};
    method
        .fact()
        .body()
        .ifPresent(
            b ->
                Parts.expressions(
                    b, e -> uses[0] |= e instanceof Expr.New n && n.type().name().equals("SQL")));
    return uses[0];
  }
}
