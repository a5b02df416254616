package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Access.Unknown;
import dev.watertight.analyzer.link.DeclarationSite;
import dev.watertight.analyzer.link.Declarations;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.Statement;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.link.Texts;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.sql.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Spring Data, where queries are declared: {@code @Query}, {@code @NativeQuery},
 * {@code @Procedure}, and names that are queries. A generic base interface declares statements
 * whose table only its subtypes know; they are seen where they are called.
 */
@AutoService(Declarations.class)
public final class SpringDataDeclarations implements Declarations {
  private static final String ROAD = "Spring Data";
  private static final String PACKAGE = "org.springframework.data.";
  private static final Set<String> OBJECT = Set.of("toString", "equals", "hashCode");

  @Override
  public void type(DeclarationSite site) {
    if (site.type().fact().kind() != TypeFact.Kind.INTERFACE) {
      return;
    }
    Optional<JType> domain = SpringDataTypes.domain(site.jtype(), site.program());
    if (domain.isEmpty() || SpringDataTypes.isDocument(domain.get(), site.program())) {
      return;
    }
    for (MethodFact method : site.type().fact().methods()) {
      if (method.body().isEmpty()
          && !method.modifiers().isStatic()
          && !method.modifiers().isDefault()
          && !OBJECT.contains(method.name())) {
        method(site, method, domain.get());
      }
    }
  }

  private static Optional<AnnotationFact> annotation(
      DeclarationSite site, MethodFact method, String name) {
    return Entities.annotation(method.annotations(), name, site.type(), site.program(), PACKAGE);
  }

  private static void method(DeclarationSite site, MethodFact method, JType domain) {
    Optional<AnnotationFact> nativeQuery = annotation(site, method, "NativeQuery");
    if (nativeQuery.isPresent()) {
      Value text = site.attributes(nativeQuery.get()).getOrDefault("value", Value.UNKNOWN);
      site.text(ROAD, method, sql(text), Dialect.SQL, Through.NATIVE, nativeQuery.get().span());
      return;
    }
    Optional<AnnotationFact> query = annotation(site, method, "Query");
    if (query.isPresent() && query(site, method, query.get(), domain)) {
      return;
    }
    Optional<AnnotationFact> procedure = annotation(site, method, "Procedure");
    if (procedure.isPresent()) {
      Map<String, Value> attributes = site.attributes(procedure.get());
      Value name =
          attributes.getOrDefault(
              "value", attributes.getOrDefault("procedureName", Value.text(method.name())));
      site.text(
          ROAD,
          method,
          name.mapText(n -> "call " + n + "()"),
          Dialect.SQL,
          Through.NATIVE,
          procedure.get().span());
      return;
    }
    derived(site, method, domain);
  }

  /** A query by annotation; one that only gives options leaves the query to the method's name. */
  private static boolean query(
      DeclarationSite site, MethodFact method, AnnotationFact query, JType domain) {
    Map<String, Value> attributes = site.attributes(query);
    Value text = attributes.get("value");
    Optional<Mapping> mapping = site.tables().mapping(domain);
    boolean jpa = isJpa(site, query, mapping);
    if (text == null) {
      Value name = attributes.get("name");
      if (name == null) {
        return false;
      }
      return named(site, method, Entities.known(name).orElse(""), site.program().types(), true);
    }
    boolean isNative =
        !jpa
            || Optional.ofNullable(attributes.get("nativeQuery"))
                .flatMap(Entities::known)
                .filter("true"::equals)
                .isPresent();
    String entity = mapping.flatMap(Mapping::entityName).orElse(domain.simpleName());
    if (isNative) {
      String table = Entities.table(domain, site.tables()).map(KnownTable::name).orElse(entity);
      Value known =
          text.mapText(t -> t.replaceAll("#\\{\\s*#(?:tableName|entityName)\\s*}", table));
      site.text(ROAD, method, sql(known), Dialect.SQL, Through.NATIVE, query.span());
    } else if (!OpenDomain.isOpen(domain, site.program(), site.tables())
        || text.textOrHole().variants().stream().noneMatch(t -> t.contains("#entityName"))) {
      Value known = text.mapText(t -> t.replaceAll("#\\{\\s*#entityName\\s*}", entity));
      site.text(ROAD, method, sql(known), Dialect.JPQL, Through.ENTITY_QUERY, query.span());
    } else if (!SpringDataRoad.isDerived(method.name())) {
      site.statement(ROAD, method, Through.ENTITY_QUERY, method.nameSpan())
          .touchesOpen(
              OpenDomain.of(site.type(), site.program(), site.tables()),
              annotation(site, method, "Modifying").isPresent());
    }
    return true;
  }

  private static boolean isJpa(
      DeclarationSite site, AnnotationFact query, Optional<Mapping> mapping) {
    String resolved = site.program().resolveName(query.name(), site.type());
    return resolved.startsWith("org.springframework.data.jpa.")
        || (resolved.startsWith("?")
            && mapping.map(m -> m.kind() == Mapping.Kind.JPA).orElse(true));
  }

  /** Expressions of Spring in a query are values. */
  private static Value sql(Value text) {
    return text.mapText(t -> t.replaceAll("[:?]#\\{[^}]*}", "?"));
  }

  private static boolean named(
      DeclarationSite site,
      MethodFact method,
      String name,
      List<TypeDecl> types,
      boolean mustExist) {
    Optional<NamedQueries.Named> named = NamedQueries.find(name, types, site::attributes);
    if (named.isEmpty()) {
      if (mustExist) {
        site.statement(ROAD, method, Through.ENTITY_QUERY, method.nameSpan())
            .unknown(
                new Unknown(
                    Unknown.What.TEXT, "the named query `" + name + "` is not declared in Java"));
      }
      return mustExist;
    }
    site.text(
        ROAD,
        method,
        named.get().text(),
        named.get().isNative() ? Dialect.SQL : Dialect.JPQL,
        named.get().isNative() ? Through.NATIVE : Through.ENTITY_QUERY,
        method.nameSpan());
    return true;
  }

  private static void derived(DeclarationSite site, MethodFact method, JType domain) {
    Optional<Mapping> mapping = site.tables().mapping(domain);
    String entity = mapping.flatMap(Mapping::entityName).orElse(domain.simpleName());
    if (OpenDomain.isOpen(domain, site.program(), site.tables())
        || named(
            site,
            method,
            entity + "." + method.name(),
            site.program().find(domain.name()).stream().toList(),
            false)) {
      return;
    }
    boolean jpa = mapping.map(m -> m.kind() == Mapping.Kind.JPA).orElse(false);
    boolean byId =
        method.name().matches("(findById|getById|getOne|deleteById|save.*|getReferenceById)");
    Through through = !jpa ? Through.NATIVE : byId ? Through.ENTITY_BY_ID : Through.ENTITY_QUERY;
    Statement statement = site.statement(ROAD, method, through, method.nameSpan());
    Optional<KnownTable> table = Entities.table(domain, site.tables());
    boolean write = method.name().matches("(delete|remove|save|insert|update).*");
    if (table.isEmpty()) {
      statement.unknown(
          new Unknown(
              Unknown.What.TABLE, "the table of `" + domain.simpleName() + "` is not known"));
      return;
    }
    statement.touches(
        new TableUse(table.get().schema(), table.get().name(), write, method.nameSpan()));
    if (mapping.isPresent()) {
      if (through != Through.ENTITY_BY_ID) {
        statement.says(Texts.of(DerivedName.sql(method.name(), mapping.get(), table.get())), true);
      }
      for (KnownTable each : DerivedName.associated(method.name(), mapping.get(), site.tables())) {
        statement.touches(new TableUse(each.schema(), each.name(), false, method.nameSpan()));
      }
    }
  }
}
