package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Road;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The templates behind Spring Data JDBC and R2DBC: what they load or write is named by a class, or
 * by an instance.
 */
@AutoService(Road.class)
public final class AggregateRoad implements Road {
  private static final List<String> TEMPLATES =
      List.of(
          "org.springframework.data.jdbc.core.JdbcAggregateOperations",
          "org.springframework.data.jdbc.core.JdbcAggregateTemplate",
          "org.springframework.data.r2dbc.core.R2dbcEntityOperations",
          "org.springframework.data.r2dbc.core.R2dbcEntityTemplate");
  private static final Set<String> READS =
      Set.of(
          "findById",
          "findAll",
          "findAllById",
          "findOne",
          "count",
          "exists",
          "existsById",
          "select",
          "selectOne",
          "query");
  private static final Set<String> WRITES =
      Set.of(
          "save",
          "saveAll",
          "insert",
          "insertAll",
          "update",
          "updateAll",
          "delete",
          "deleteAll",
          "deleteById",
          "deleteAllById");

  @Override
  public boolean begins(String method, int arguments) {
    return arguments > 0 && (READS.contains(method) || WRITES.contains(method));
  }

  @Override
  public Set<String> libraries() {
    return Set.of("springframework");
  }

  @Override
  public Optional<Value> call(Site site) {
    boolean write = WRITES.contains(site.name());
    if ((!write && !READS.contains(site.name()))
        || site.arguments().isEmpty()
        || !site.onAny(TEMPLATES)) {
      return Optional.empty();
    }
    Value subject =
        site.arguments().stream()
            .filter(a -> a.classLiteral().isPresent())
            .findFirst()
            .orElse(site.argument(0));
    Entities.touch(site, "Spring Data template", Through.NATIVE, subject, write);
    return Optional.of(Value.UNKNOWN);
  }
}
