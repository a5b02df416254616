package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Road;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * JPA's {@code EntityManager}: loads and writes of entities, and queries in JPQL and SQL, by text
 * or by name. Hibernate's own sessions are left to {@link HibernateRoad}.
 */
@AutoService(Road.class)
public final class JpaRoad implements Road {
  private static final String ROAD = "JPA";
  static final List<String> MANAGERS =
      List.of("jakarta.persistence.EntityManager", "javax.persistence.EntityManager");
  private static final Set<String> METHODS =
      Set.of(
          "createQuery",
          "createNativeQuery",
          "createNamedQuery",
          "createStoredProcedureQuery",
          "find",
          "getReference",
          "persist",
          "merge",
          "remove",
          "refresh",
          "lock");

  @Override
  public boolean begins(String method, int arguments) {
    return arguments > 0 && METHODS.contains(method);
  }

  @Override
  public Set<String> libraries() {
    return Set.of("persistence", "hibernate");
  }

  @Override
  public Optional<Value> call(Site site) {
    if (!METHODS.contains(site.name())
        || site.arguments().isEmpty()
        || !site.onAny(MANAGERS)
        || site.isDeclared()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (site.name()) {
          case "createQuery" -> PersistenceCalls.jpql(site, ROAD);
          case "createNativeQuery" -> PersistenceCalls.sql(site, ROAD);
          case "createNamedQuery" -> PersistenceCalls.named(site, ROAD);
          case "createStoredProcedureQuery" -> PersistenceCalls.procedure(site, ROAD);
          case "find", "getReference" -> {
            Value loaded = PersistenceCalls.load(site, ROAD);
            Entities.saysById(site, false);
            yield loaded;
          }
          case "refresh", "lock" -> PersistenceCalls.instance(site, ROAD, false);
          default -> PersistenceCalls.instance(site, ROAD, true);
        });
  }
}
