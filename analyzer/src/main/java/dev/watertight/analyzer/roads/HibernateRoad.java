package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Road;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hibernate's sessions, and Spring's {@code HibernateTemplate}, as far as they go beyond JPA. */
@AutoService(Road.class)
public final class HibernateRoad implements Road {
  private static final String ROAD = "Hibernate";
  private static final List<String> SESSIONS =
      List.of(
          "org.hibernate.SharedSessionContract",
          "org.hibernate.QueryProducer",
          "org.hibernate.Session",
          "org.hibernate.StatelessSession");
  private static final List<String> TEMPLATES =
      List.of(
          "org.springframework.orm.hibernate5.HibernateOperations",
          "org.springframework.orm.hibernate4.HibernateOperations",
          "org.springframework.orm.hibernate3.HibernateOperations");
  private static final Set<String> LOADS =
      Set.of(
          "get",
          "load",
          "byId",
          "byMultipleIds",
          "byNaturalId",
          "bySimpleNaturalId",
          "byMultipleNaturalId",
          "getReference",
          "findMultiple",
          "getMultiple",
          "loadAll");
  private static final Set<String> WRITES =
      Set.of(
          "save",
          "persist",
          "update",
          "saveOrUpdate",
          "saveOrUpdateAll",
          "merge",
          "delete",
          "deleteAll",
          "remove",
          "insert",
          "insertMultiple",
          "updateMultiple",
          "deleteMultiple",
          "upsert",
          "upsertMultiple",
          "replicate");
  private static final Set<String> NAMED =
      Set.of(
          "createNamedQuery",
          "createNamedSelectionQuery",
          "createNamedMutationQuery",
          "getNamedQuery",
          "getNamedNativeQuery",
          "getNamedSQLQuery",
          "findByNamedQuery",
          "findByNamedQueryAndNamedParam");
  private static final Set<String> JPQL =
      Set.of("createQuery", "createSelectionQuery", "createMutationQuery");
  private static final Set<String> SQL =
      Set.of(
          "createSQLQuery",
          "createNativeQuery",
          "createNativeMutationQuery",
          "createStoredProcedureCall");
  private static final Set<String> TEMPLATE_JPQL =
      Set.of("find", "findByNamedParam", "findByValueBean", "iterate", "bulkUpdate");

  @Override
  public boolean begins(String method, int arguments) {
    return arguments > 0 && (isOfSession(method) || TEMPLATE_JPQL.contains(method));
  }

  @Override
  public Set<String> libraries() {
    return Set.of("hibernate");
  }

  @Override
  public Optional<Value> call(Site site) {
    String name = site.name();
    boolean session = isOfSession(name);
    if (site.arguments().isEmpty() || !(session || TEMPLATE_JPQL.contains(name))) {
      return Optional.empty();
    }
    if (session && site.onAny(SESSIONS) && !site.isDeclared()) {
      return session(site);
    }
    boolean template = TEMPLATE_JPQL.contains(name) || !(JPQL.contains(name) || SQL.contains(name));
    if (template && site.onAny(TEMPLATES) && !site.isDeclared()) {
      return TEMPLATE_JPQL.contains(name)
          ? Optional.of(PersistenceCalls.jpql(site, "HibernateTemplate"))
          : session(site);
    }
    return Optional.empty();
  }

  private static boolean isOfSession(String name) {
    return LOADS.contains(name)
        || WRITES.contains(name)
        || NAMED.contains(name)
        || JPQL.contains(name)
        || SQL.contains(name)
        || name.equals("find")
        || name.equals("refresh")
        || name.equals("lock")
        || name.equals("createCriteria");
  }

  private static Optional<Value> session(Site site) {
    String name = site.name();
    if (JPQL.contains(name)) {
      return Optional.of(PersistenceCalls.jpql(site, ROAD));
    }
    if (name.equals("createStoredProcedureCall")) {
      return Optional.of(PersistenceCalls.procedure(site, ROAD));
    }
    if (SQL.contains(name)) {
      return Optional.of(PersistenceCalls.sql(site, ROAD));
    }
    if (NAMED.contains(name)) {
      return Optional.of(PersistenceCalls.named(site, ROAD));
    }
    if (name.equals("createCriteria")) {
      Entities.touch(site, ROAD, Through.ENTITY_QUERY, site.argument(0), false);
      return Optional.of(Value.of("org.hibernate.Criteria"));
    }
    if (WRITES.contains(name)) {
      return Optional.of(PersistenceCalls.instance(site, ROAD, true));
    }
    if (isInstance(site)) {
      return Optional.of(PersistenceCalls.instance(site, ROAD, false));
    }
    Value loaded = PersistenceCalls.load(site, ROAD);
    Entities.saysById(site, false);
    return Optional.of(loaded);
  }

  /** {@code refresh(entity)}, {@code lock(entity, …)}, and {@code load(entity, id)}. */
  private static boolean isInstance(Site site) {
    return site.name().equals("refresh") || site.name().equals("lock");
  }
}
