package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Road;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.sql.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** JDBI's handles, versions 2 and 3: statements by text. */
@AutoService(Road.class)
public final class JdbiRoad implements Road {
  private static final List<String> HANDLES =
      List.of("org.jdbi.v3.core.Handle", "org.skife.jdbi.v2.Handle");
  private static final List<String> BATCHES =
      List.of("org.jdbi.v3.core.statement.Batch", "org.skife.jdbi.v2.Batch");
  private static final Set<String> METHODS =
      Set.of(
          "createQuery",
          "createUpdate",
          "createStatement",
          "createCall",
          "createScript",
          "prepareBatch",
          "execute",
          "select",
          "insert",
          "update");

  @Override
  public boolean begins(String method, int arguments) {
    return arguments > 0 && (METHODS.contains(method) || method.equals("add"));
  }

  @Override
  public Set<String> libraries() {
    return Set.of("jdbi");
  }

  @Override
  public Optional<Value> call(Site site) {
    if (site.arguments().isEmpty()) {
      return Optional.empty();
    }
    if (METHODS.contains(site.name()) && site.onAny(HANDLES) && !site.isDeclared()) {
      site.text("JDBI", JdbiDeclarations.template(site.argument(0)), Dialect.SQL, Through.NATIVE);
      return Optional.of(Value.of("org.jdbi.v3.core.statement.Query"));
    }
    if (site.name().equals("add") && BATCHES.contains(site.receiver().type().name())) {
      site.text("JDBI", JdbiDeclarations.template(site.argument(0)), Dialect.SQL, Through.NATIVE);
      return Optional.of(site.receiver());
    }
    return Optional.empty();
  }
}
