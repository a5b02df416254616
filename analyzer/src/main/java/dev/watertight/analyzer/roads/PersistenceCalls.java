package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Access.Unknown;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.sql.Dialect;
import java.util.List;
import java.util.Optional;

/** What JPA's and Hibernate's sessions have in common. */
final class PersistenceCalls {
  private static final String QUERY = "jakarta.persistence.TypedQuery";

  private PersistenceCalls() {}

  private static Value query(Site site) {
    JType row = site.argument(1).classLiteral().orElse(JType.UNKNOWN);
    return Value.of(new JType(QUERY, row.equals(JType.UNKNOWN) ? List.of() : List.of(row)));
  }

  /** A query by its JPQL; a criteria query was seen where it was built. */
  static Value jpql(Site site, String road) {
    Value given = site.argument(0);
    Value text = given.texts().isPresent() || given.statement().isPresent() ? given : given.force();
    String type = text.type().simpleName();
    boolean built =
        text.statement().isPresent() || type.contains("Criteria") || type.endsWith("Specification");
    if (!built) {
      site.text(road, text, Dialect.JPQL, Through.ENTITY_QUERY);
    }
    return query(site);
  }

  static Value sql(Site site, String road) {
    site.text(road, site.argument(0), Dialect.SQL, Through.NATIVE);
    return query(site);
  }

  static Value procedure(Site site, String road) {
    site.text(road, site.argument(0).mapText(n -> "call " + n + "()"), Dialect.SQL, Through.NATIVE);
    return query(site);
  }

  /** A query by its name: the text that the annotation of that name gives. */
  static Value named(Site site, String road) {
    Optional<String> name = Entities.known(site.argument(0));
    Optional<NamedQueries.Named> named =
        name.flatMap(n -> NamedQueries.find(n, site.program(), site::attributes));
    if (named.isPresent()) {
      boolean isNative = named.get().isNative();
      site.text(
          road,
          named.get().text(),
          isNative ? Dialect.SQL : Dialect.JPQL,
          isNative ? Through.NATIVE : Through.ENTITY_QUERY);
    } else {
      site.statement(road, Through.ENTITY_QUERY)
          .unknown(
              new Unknown(
                  Unknown.What.TEXT,
                  name.map(n -> "the named query `" + n + "` is not declared in Java")
                      .orElse("the name of the query is not known")));
    }
    return query(site);
  }

  /** A load by class and id; gives an instance. */
  static Value load(Site site, String road) {
    Value given = site.argument(0);
    Optional<String> entityName = entityName(given);
    if (entityName.isPresent()) {
      byName(site, road, entityName.get(), false);
      return Value.UNKNOWN;
    }
    Entities.touch(site, road, Through.ENTITY_BY_ID, given, false);
    Value known = given.classLiteral().isPresent() ? given : given.force();
    return known.classLiteral().map(Value::of).orElseGet(() -> Value.of(known.type().argument(0)));
  }

  /** A write (or refresh) of an instance, or of several. */
  static Value instance(Site site, String road, boolean write) {
    Optional<String> entityName =
        site.arguments().size() > 1 ? entityName(site.argument(0)) : Optional.empty();
    if (entityName.isPresent()) {
      byName(site, road, entityName.get(), write);
      return site.argument(1);
    }
    Entities.touch(site, road, Through.ENTITY_BY_ID, site.argument(0), write);
    return site.argument(0);
  }

  private static Optional<String> entityName(Value given) {
    return given.type().equals(JType.STRING) ? Entities.known(given) : Optional.empty();
  }

  private static void byName(Site site, String road, String name, boolean write) {
    site.tables()
        .entity(name)
        .map(site.tables()::table)
        .ifPresentOrElse(
            t -> site.touches(road, Through.ENTITY_BY_ID, t, write),
            () ->
                site.statement(road, Through.ENTITY_BY_ID)
                    .unknown(
                        new Unknown(Unknown.What.TABLE, "the entity `" + name + "` is not known")));
  }
}
