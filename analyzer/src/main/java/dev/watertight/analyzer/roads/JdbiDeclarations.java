package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.DeclarationSite;
import dev.watertight.analyzer.link.Declarations;
import dev.watertight.analyzer.link.Texts;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.sql.Dialect;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * JDBI's SQL objects: statements in annotations. An annotation without text, or with the name of a
 * statement that a template file holds, is none: the file is read elsewhere.
 */
@AutoService(Declarations.class)
public final class JdbiDeclarations implements Declarations {
  private static final Set<String> STATEMENTS =
      Set.of("SqlQuery", "SqlUpdate", "SqlBatch", "SqlCall", "SqlScript");
  private static final Pattern NAME = Pattern.compile("\\s*[\\w.\\-:/]*\\s*");
  private static final Pattern CONTROL =
      Pattern.compile("<(?:(?:if|elseif)\\([^<>]*\\)|else|endif)>");
  private static final Pattern TEMPLATE = Pattern.compile("<[^<>\\s=]+>");

  @Override
  public void type(DeclarationSite site) {
    for (MethodFact method : site.type().fact().methods()) {
      for (AnnotationFact annotation : method.annotations()) {
        String simple = annotation.name().substring(annotation.name().lastIndexOf('.') + 1);
        if (STATEMENTS.contains(simple) && isJdbi(site, annotation)) {
          statement(site, method, annotation);
        }
      }
    }
  }

  private static boolean isJdbi(DeclarationSite site, AnnotationFact annotation) {
    String resolved = site.program().resolveName(annotation.name(), site.type());
    return resolved.startsWith("org.jdbi.v3.sqlobject.")
        || resolved.startsWith("org.skife.jdbi.v2.sqlobject.");
  }

  private static void statement(
      DeclarationSite site, MethodFact method, AnnotationFact annotation) {
    Optional<Value> text = Optional.ofNullable(site.attributes(annotation).get("value"));
    if (text.isEmpty()
        || text.flatMap(Entities::known).filter(t -> NAME.matcher(t).matches()).isPresent()) {
      return;
    }
    site.text(
        "JDBI",
        method,
        template(Entities.text(text.get())),
        Dialect.SQL,
        Through.NATIVE,
        annotation.span());
  }

  /** What is only there on a condition is taken to be there. */
  private static String unconditional(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }

  /** Attributes of a template, {@code <columns>}, are parts that are not known. */
  static Value template(Value text) {
    return text.mapText(
        t -> TEMPLATE.matcher(unconditional(t)).replaceAll(String.valueOf(Texts.HOLE)));
  }
}
