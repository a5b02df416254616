package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Road;
import dev.watertight.analyzer.link.Roads;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Texts;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.sql.Dialect;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The catch-all: a text that is plainly SQL and goes to a method whose name says that it runs
 * statements, on a receiver whose type is not known. Without it, a library that Watertight has
 * never heard of would pass in silence.
 */
@AutoService(Road.class)
public final class UnresolvedRoad implements Road, Roads.CatchAll {
  private static final Pattern SQL =
      Pattern.compile(
          "\\s*(?:\\(\\s*)?(?:select\\s.*\\sfrom\\s|insert\\s+into\\s|update\\s+\\S+\\s+set\\s|delete\\s+from\\s"
              + "|with\\s+.*\\sas\\s*\\(|merge\\s+into\\s|truncate\\s|copy\\s+\\S+\\s+(?:from|to)\\s).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern FROM =
      Pattern.compile("\\b(?:from|into|update)\\s+\"?([\\w.]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAMES =
      Pattern.compile(
          "(?i)(query|execute|exec|run|prepare|fetch|select|update|insert|delete|batch|sql|create|call|find|load|copy).*");

  private static final Set<String> JPQL =
      Set.of("createQuery", "createSelectionQuery", "createMutationQuery");

  @Override
  public boolean begins(String method, int arguments) {
    return arguments > 0 && NAMES.matcher(method).matches();
  }

  @Override
  public Optional<Value> call(Site site) {
    if (site.name().equals("<init>")
        || !NAMES.matcher(site.name()).matches()
        || isKnownHarmless(site)
        || site.isDeclared()) {
      return Optional.empty();
    }
    for (Value argument : site.arguments()) {
      if (argument.texts().isPresent() && isSql(argument.texts().get())) {
        boolean entities = JPQL.contains(site.name()) && !isOfTable(site, argument.texts().get());
        site.text(
            entities ? "JPQL text" : "SQL text",
            argument,
            entities ? Dialect.JPQL : Dialect.SQL,
            entities ? Through.ENTITY_QUERY : Through.NATIVE);
        return Optional.of(Value.UNKNOWN);
      }
    }
    return Optional.empty();
  }

  private static boolean isKnownHarmless(Site site) {
    String type = site.receiver().type().name();
    return type.startsWith("java.lang.")
        || type.startsWith("java.util.")
        || type.startsWith("java.io.")
        || type.startsWith("org.slf4j.");
  }

  /** Whether a text selects from a table of the schema, whose name no entity has. */
  private static boolean isOfTable(Site site, Texts texts) {
    return texts.variants().stream()
        .map(FROM::matcher)
        .anyMatch(
            m ->
                m.find()
                    && site.tables().entity(m.group(1)).isEmpty()
                    && site.tables().find(Optional.empty(), m.group(1)).isPresent());
  }

  private static boolean isSql(Texts texts) {
    return texts.variants().stream().anyMatch(v -> SQL.matcher(v).matches());
  }
}
