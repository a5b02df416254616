package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.Road;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Statement;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.link.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * JPA's Criteria: a query, its subqueries and its joins are one statement, which stands at the
 * first {@code from} of a table that matters. In a {@code Specification}, whose query is made
 * elsewhere, each subquery and join is one of its own.
 */
@AutoService(Road.class)
public final class CriteriaRoad implements Road {
  private static final String ROAD = "JPA Criteria";
  private static final Set<String> QUERIES =
      Set.of(
          "CriteriaQuery",
          "JpaCriteriaQuery",
          "Subquery",
          "AbstractQuery",
          "CriteriaUpdate",
          "CriteriaDelete",
          "CommonAbstractCriteria");
  private static final Set<String> BEGINNINGS =
      Set.of(
          "createQuery",
          "createTupleQuery",
          "createCriteriaUpdate",
          "createCriteriaDelete",
          "from",
          "subquery",
          "join",
          "joinList",
          "joinSet",
          "joinMap",
          "joinCollection",
          "fetch");
  private static final Set<String> PATHS =
      Set.of(
          "Root",
          "Join",
          "From",
          "Fetch",
          "Path",
          "ListJoin",
          "SetJoin",
          "CollectionJoin",
          "MapJoin");

  /** Methods of a query that give the query itself. */
  private static final Set<String> FLUENT =
      Set.of("select", "multiselect", "where", "groupBy", "having", "orderBy", "distinct", "set");

  @Override
  public boolean begins(String method, int arguments) {
    return BEGINNINGS.contains(method);
  }

  @Override
  public Set<String> libraries() {
    return Set.of("persistence", "hibernate");
  }

  @Override
  public Optional<Value> call(Site site) {
    return switch (site.name()) {
      case "createQuery", "createTupleQuery", "createCriteriaUpdate", "createCriteriaDelete" ->
          create(site);
      case "from" -> from(site);
      case "subquery" ->
          query(site.receiver().type())
              ? Optional.of(
                  step("jakarta.persistence.criteria.Subquery", JType.UNKNOWN, start(site)))
              : Optional.empty();
      case "join", "joinList", "joinSet", "joinMap", "joinCollection", "fetch" -> join(site);
      case "getResultType" ->
          query(site.receiver().type())
              ? site.receiver().type().arguments().stream()
                  .filter(t -> !t.name().isEmpty())
                  .findFirst()
                  .map(site.tables()::standing)
              : Optional.empty();
      default ->
          FLUENT.contains(site.name()) && query(site.receiver().type())
              ? Optional.of(site.receiver())
              : Optional.empty();
    };
  }

  private static boolean query(JType type) {
    return QUERIES.contains(type.simpleName()) && isCriteria(type);
  }

  private static boolean isCriteria(JType type) {
    return type.isUnknown()
        || type.name().contains("persistence.criteria.")
        || type.name().startsWith("org.hibernate.query.criteria.");
  }

  private static Value step(String type, JType entity, Statement statement) {
    return Value.of(new JType(type, List.of(entity))).withStatement(statement);
  }

  private static Statement start(Site site) {
    return site.receiver().statement().orElseGet(() -> site.statement(ROAD, Through.ENTITY_QUERY));
  }

  private static Optional<Value> create(Site site) {
    if (!site.receiver().type().simpleName().endsWith("CriteriaBuilder")) {
      return Optional.empty();
    }
    String kind =
        switch (site.name()) {
          case "createCriteriaUpdate" -> "CriteriaUpdate";
          case "createCriteriaDelete" -> "CriteriaDelete";
          default -> "CriteriaQuery";
        };
    JType result = site.argument(0).classLiteral().orElse(JType.UNKNOWN);
    return Optional.of(step("jakarta.persistence.criteria." + kind, result, start(site)));
  }

  private static Optional<Value> from(Site site) {
    if (site.arguments().size() != 1) {
      return Optional.empty();
    }
    JType receiver = site.receiver().type();
    Value given = site.argument(0);
    // A lambda's parameter has no type here: `(root, query, cb) -> query.subquery(…)`.
    boolean untyped =
        receiver.name().isEmpty()
            && given
                .classLiteral()
                .flatMap(site.tables()::mapping)
                .filter(m -> m.kind() == Mapping.Kind.JPA)
                .isPresent();
    if (!query(receiver) && !untyped) {
      return Optional.empty();
    }
    boolean write = receiver.simpleName().matches("Criteria(Update|Delete)");
    Statement statement = start(site);
    site.touches(statement, Entities.withTable(site, given), write);
    Value known = given.classLiteral().isPresent() ? given : given.force();
    JType entity = known.classLiteral().orElse(known.type().argument(0));
    return Optional.of(step("jakarta.persistence.criteria.Root", entity, statement));
  }

  private static Optional<Value> join(Site site) {
    JType type = site.receiver().type();
    if (site.arguments().isEmpty()
        || !PATHS.contains(type.simpleName())
        || !isCriteria(type)
        || type.arguments().isEmpty()) {
      return Optional.empty();
    }
    JType entity = type.argument(type.arguments().size() - 1);
    Optional<Mapping> target =
        attribute(site.argument(0))
            .flatMap(a -> site.tables().mapping(entity).map(m -> m.attributes().get(a)))
            .flatMap(site.tables()::entity);
    Statement statement = start(site);
    if (target.isEmpty()) {
      return Optional.of(step("jakarta.persistence.criteria.Join", JType.UNKNOWN, statement));
    }
    KnownTable table = site.tables().table(target.get());
    statement.touches(new TableUse(table.schema(), table.name(), false, site.at()));
    return Optional.of(
        step("jakarta.persistence.criteria.Join", JType.of(target.get().type()), statement));
  }

  /** The attribute's name: {@code "tasks"}, or of the metamodel {@code Project_.tasks}. */
  private static Optional<String> attribute(Value given) {
    Optional<String> text = Entities.known(given);
    return text.isPresent() ? text : given.constant().map(c -> c.substring(c.lastIndexOf('.') + 1));
  }
}
