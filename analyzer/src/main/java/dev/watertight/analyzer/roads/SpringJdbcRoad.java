package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Road;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Statement;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.sql.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Spring's JDBC support: {@code JdbcTemplate}, {@code NamedParameterJdbcTemplate}, {@code
 * JdbcClient}, {@code SimpleJdbcInsert}, the objects of {@code org.springframework.jdbc.object},
 * and R2DBC's {@code DatabaseClient}.
 */
@AutoService(Road.class)
public final class SpringJdbcRoad implements Road {
  private static final List<String> TEMPLATES =
      List.of(
          "org.springframework.jdbc.core.JdbcOperations",
          "org.springframework.jdbc.core.JdbcTemplate",
          "org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations",
          "org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate");
  private static final List<String> CLIENTS =
      List.of(
          "org.springframework.jdbc.core.simple.JdbcClient",
          "org.springframework.r2dbc.core.DatabaseClient");
  private static final Set<String> TEMPLATE_METHODS =
      Set.of(
          "query",
          "queryForObject",
          "queryForList",
          "queryForMap",
          "queryForRowSet",
          "queryForStream",
          "queryForInt",
          "queryForLong",
          "update",
          "batchUpdate",
          "execute",
          "call");
  private static final List<String> SQL_OBJECTS =
      List.of(
          "MappingSqlQuery",
          "MappingSqlQueryWithParameters",
          "SqlQuery",
          "SqlUpdate",
          "BatchSqlUpdate",
          "SqlFunction",
          "SqlCall",
          "StoredProcedure",
          "GenericSqlQuery",
          "UpdatableSqlQuery",
          "PreparedStatementCreatorFactory",
          "SqlRowSetResultSetExtractor");

  @Override
  public boolean begins(String method, int arguments) {
    return TEMPLATE_METHODS.contains(method)
        || method.equals("sql")
        || method.equals("withTableName")
        || method.equals("setSql")
        || (method.startsWith("new ") && SQL_OBJECTS.contains(method.substring(4)));
  }

  @Override
  public Set<String> libraries() {
    return Set.of("springframework");
  }

  @Override
  public Optional<Value> call(Site site) {
    if (TEMPLATE_METHODS.contains(site.name()) && site.onAny(TEMPLATES)) {
      return template(site);
    }
    if (site.name().equals("sql") && site.onAny(CLIENTS)) {
      site.text("JdbcClient", site.argument(0), Dialect.SQL, Through.NATIVE);
      return Optional.of(Value.of("org.springframework.jdbc.core.simple.StatementSpec"));
    }
    if (site.name().equals("withTableName")
        && (site.on("org.springframework.jdbc.core.simple.SimpleJdbcInsert")
            || site.on("org.springframework.jdbc.core.simple.SimpleJdbcInsertOperations"))) {
      Statement statement = site.statement("SimpleJdbcInsert", Through.NATIVE);
      TableTexts.touches(site, statement, site.argument(0), true);
      return Optional.of(site.receiver());
    }
    if (site.name().equals("setSql") && site.on("org.springframework.jdbc.object.RdbmsOperation")) {
      site.text("Spring SQL object", site.argument(0), Dialect.SQL, Through.NATIVE);
      return Optional.of(Value.UNKNOWN);
    }
    if (site.name().equals("<init>") && isSqlObject(site)) {
      for (int i = 0; i < site.arguments().size(); i++) {
        Value argument = site.argument(i).force();
        if (argument.texts().isPresent() && argument.type().is("java.lang.String")) {
          site.text("Spring SQL object", argument, Dialect.SQL, Through.NATIVE);
          return Optional.of(site.receiver());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSqlObject(Site site) {
    String name = site.receiver().type().name();
    return (name.startsWith("org.springframework.jdbc.object.")
            || name.startsWith("org.springframework.jdbc.core."))
        && SQL_OBJECTS.contains(site.receiver().type().simpleName());
  }

  private static Optional<Value> template(Site site) {
    Value first = site.argument(0);
    boolean callback =
        first.isLambda()
            || first.type().simpleName().endsWith("Creator")
            || first.type().simpleName().endsWith("Callback");
    if (callback) {
      // The statement is made inside the callback, and is seen there.
      return Optional.of(Value.UNKNOWN);
    }
    if (site.name().equals("batchUpdate") && site.arguments().size() > 1 && allTexts(site)) {
      for (Value each : site.arguments()) {
        site.text("JdbcTemplate", each, Dialect.SQL, Through.NATIVE);
      }
      return Optional.of(Value.UNKNOWN);
    }
    if (first.elements().isPresent()) {
      for (Value each : first.elements().get()) {
        site.text("JdbcTemplate", each, Dialect.SQL, Through.NATIVE);
      }
      return Optional.of(Value.UNKNOWN);
    }
    site.text("JdbcTemplate", first, Dialect.SQL, Through.NATIVE);
    return Optional.of(Value.UNKNOWN);
  }

  private static boolean allTexts(Site site) {
    return site.arguments().stream()
        .allMatch(a -> a.texts().isPresent() && a.type().is("java.lang.String"));
  }
}
