package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Road;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.sql.Dialect;
import java.util.Optional;
import java.util.Set;

/** {@code java.sql}: statements, prepared and callable ones, batches, and PostgreSQL's COPY. */
@AutoService(Road.class)
public final class JdbcRoad implements Road {
  private static final Set<String> PREPARE = Set.of("prepareStatement", "prepareCall");
  private static final Set<String> RUN =
      Set.of("execute", "executeQuery", "executeUpdate", "executeLargeUpdate", "addBatch");

  @Override
  public boolean begins(String method, int arguments) {
    return arguments > 0
        && (PREPARE.contains(method)
            || RUN.contains(method)
            || method.equals("copyIn")
            || method.equals("copyOut")
            || method.equals("setCommand"));
  }

  @Override
  public Optional<Value> call(Site site) {
    if (PREPARE.contains(site.name())
        && !site.arguments().isEmpty()
        && site.on("java.sql.Connection")) {
      site.text("JDBC", site.argument(0), Dialect.SQL, Through.NATIVE);
      return Optional.of(
          Value.of(
              site.name().equals("prepareCall")
                  ? "java.sql.CallableStatement"
                  : "java.sql.PreparedStatement"));
    }
    if (site.name().equals("nativeSQL") && site.on("java.sql.Connection")) {
      return Optional.of(site.argument(0));
    }
    if (RUN.contains(site.name()) && !site.arguments().isEmpty() && site.on("java.sql.Statement")) {
      site.text("JDBC", site.argument(0), Dialect.SQL, Through.NATIVE);
      return Optional.of(
          site.name().equals("executeQuery") ? Value.of("java.sql.ResultSet") : Value.UNKNOWN);
    }
    if ((site.name().equals("copyIn") || site.name().equals("copyOut"))
        && site.on("org.postgresql.copy.CopyManager")) {
      site.text("PostgreSQL COPY", site.argument(0), Dialect.SQL, Through.NATIVE);
      return Optional.of(Value.UNKNOWN);
    }
    if (site.name().equals("setCommand") && site.on("javax.sql.RowSet")) {
      site.text("JDBC RowSet", site.argument(0), Dialect.SQL, Through.NATIVE);
      return Optional.of(Value.UNKNOWN);
    }
    return Optional.empty();
  }
}
