package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.Change.ApplicationOff;
import dev.watertight.isolation.sql.Change.Drop;
import dev.watertight.isolation.sql.Change.DropContext;
import dev.watertight.isolation.sql.Change.Negate;
import dev.watertight.isolation.sql.Change.OtherContext;
import dev.watertight.isolation.sql.Change.Rebind;
import dev.watertight.isolation.sql.Change.Restamp;
import dev.watertight.isolation.sql.Change.SessionWideContext;
import dev.watertight.isolation.sql.Change.UnderOr;
import dev.watertight.isolation.sql.Contexts.ContextSite;
import dev.watertight.isolation.sql.Findings.Alternative;
import dev.watertight.isolation.sql.Findings.PredicateSite;
import dev.watertight.isolation.sql.Findings.StampSite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Changes statements, with all their parameters kept in their order.
 *
 * <p>The text is changed at the places that the change is about, and is the same everywhere else.
 */
public final class Rewriter {
  private static final String DROPPED = "watertight.dropped";

  /** Where the changes below write a tenant's id: group 2. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(\\) then |\\belse |\\(null::\\S+\\.\\S+\\)\\.\\S+, |''\\) \\|\\| )"
              + "'((?:[^']|'')*)'(?=\\)| when | end\\b|\\s*$)");

  private static final int CACHED = 10_000;

  /** A text and what is changed in it. */
  private record Asked(String sql, Change change) {}

  private final StatementReader reader;
  private final Map<Asked, Optional<String>> cache = new ConcurrentHashMap<>();

  public Rewriter(StatementReader reader) {
    this.reader = reader;
  }

  /**
   * The changed statement, from a cache where it was changed before. A statement on which the
   * change has no hold, such as one without predicates for {@link ApplicationOff}, or without a
   * context for {@link DropContext}, is as it was.
   *
   * @return empty where the statement is not understood, has no such predicate or stamp, or cannot
   *     be changed in this way
   */
  public Optional<String> rewrite(String sql, Change change) {
    Asked asked = new Asked(sql, change);
    Optional<String> known = cache.get(asked);
    if (known != null) {
      return known;
    }
    Optional<String> rewritten = rewritten(sql, change);
    if (cache.size() >= CACHED) {
      cache.clear();
    }
    cache.put(asked, rewritten);
    return rewritten;
  }

  private Optional<String> rewritten(String sql, Change change) {
    Reading reading = reader.reading(sql);
    if (reading.statement().opaque().isPresent()) {
      return Optional.empty();
    }
    Edits edits = new Edits(sql);
    if (!isDone(change, reading, edits)) {
      return Optional.empty();
    }
    String changed = edits.apply();
    return binds(changed) == binds(sql) ? Optional.of(changed) : Optional.empty();
  }

  /**
   * The text without the ids that a change has written into it. Drivers repeat a statement of a
   * batch that fails in their message, and what we put there is nobody's data.
   */
  public static String withoutWritten(String text) {
    return WRITTEN.matcher(text).replaceAll("$1'…'");
  }

  private static long binds(String sql) {
    return Lexer.tokens(sql).stream().filter(t -> t.kind() == Token.Kind.BIND).count();
  }

  private static boolean isDone(Change change, Reading reading, Edits edits) {
    if (change instanceof ApplicationOff off) {
      reading.predicates().forEach(site -> drop(site, edits));
      reading.stamps().forEach(site -> restamp(site, off.victim(), edits));
      return true;
    }
    if (change instanceof Drop drop) {
      return at(reading.predicates(), drop.predicate()).map(p -> drop(p, edits)).orElse(false);
    }
    if (change instanceof Negate negate) {
      return at(reading.predicates(), negate.predicate()).map(p -> negate(p, edits)).orElse(false);
    }
    if (change instanceof UnderOr or) {
      return at(reading.predicates(), or.predicate())
          .flatMap(PredicateSite::alternative)
          .map(a -> underOr(a, edits))
          .orElse(false);
    }
    if (change instanceof Rebind rebind) {
      return at(reading.predicates(), rebind.predicate())
          .map(p -> rebind(p, rebind.victim(), edits))
          .orElse(false);
    }
    if (change instanceof Restamp restamp) {
      return at(reading.stamps(), restamp.stamp())
          .map(s -> restamp(s, restamp.victim(), edits))
          .orElse(false);
    }
    return reading.contexts().stream()
        .filter(ContextSite::isContext)
        .allMatch(site -> isDone(change, site, edits));
  }

  private static <T> Optional<T> at(List<T> sites, int ordinal) {
    return ordinal >= 0 && ordinal < sites.size()
        ? Optional.of(sites.get(ordinal))
        : Optional.empty();
  }

  private static boolean drop(PredicateSite site, Edits edits) {
    if (site.members().isEmpty()) {
      edits.wrap(site.whole(), "(", " or true)");
    } else {
      String column = edits.text(site.columnSpan());
      members(site, edits, "then " + column + " else " + column);
    }
    return true;
  }

  private static boolean negate(PredicateSite site, Edits edits) {
    if (site.members().isEmpty()) {
      edits.wrap(site.whole(), "(not (", "))");
    } else {
      members(site, edits, "then null else " + edits.text(site.columnSpan()));
    }
    return true;
  }

  private static boolean underOr(Alternative alternative, Edits edits) {
    edits.wrap(new Span(alternative.start(), alternative.end()), "(", ")");
    edits.replace(alternative.and(), "or");
    return true;
  }

  /** The literal gets the column's type from the branch that has the column. */
  private static boolean rebind(PredicateSite site, String victim, Edits edits) {
    String column = edits.text(site.columnSpan());
    String id = literal(victim);
    String then = "then " + id + " when " + column + " is null then " + column + " else " + id;
    if (site.members().isEmpty()) {
      edits.wrap(site.whole(), "(" + column + " = case when (", ") " + then + " end)");
    } else {
      members(site, edits, then);
    }
    return true;
  }

  private static void members(PredicateSite site, Edits edits, String then) {
    String column = edits.text(site.columnSpan());
    for (Span member : site.members()) {
      edits.wrap(member, "(case when " + column + " = (", ") " + then + " end)");
    }
  }

  /** The literal gets the column's type from a row that is null. */
  private static boolean restamp(StampSite site, String victim, Edits edits) {
    String column =
        "(null::"
            + name(site.table().schema())
            + "."
            + name(site.table().name())
            + ")."
            + name(site.column());
    String id = literal(victim);
    if (edits.text(site.value()).equalsIgnoreCase("default")) {
      edits.replace(site.value(), "coalesce(" + column + ", " + id + ")");
    } else {
      edits.wrap(
          site.value(),
          "(case when " + column + " = (",
          ") then " + id + " when false then " + column + " else " + id + " end)");
    }
    return true;
  }

  private static boolean isDone(Change change, ContextSite site, Edits edits) {
    if (change instanceof DropContext) {
      return dropContext(site, edits);
    }
    if (change instanceof SessionWideContext) {
      site.local()
          .ifPresent(
              local -> {
                if (site.call()) {
                  edits.wrap(local, "(", " and false)");
                } else {
                  edits.replace(local, "session");
                }
              });
      return true;
    }
    return change instanceof OtherContext other && otherContext(site, other.victim(), edits);
  }

  private static boolean dropContext(ContextSite site, Edits edits) {
    if (site.call() && site.name().isPresent()) {
      edits.wrap(site.name().get(), literal(DROPPED) + " || left(", ", 0)");
    } else if (site.name().isPresent()) {
      edits.replace(site.name().get(), DROPPED);
    } else {
      String local = site.local().isPresent() ? "set local " : "set ";
      edits.replace(site.whole(), local + DROPPED + " = ''");
    }
    return true;
  }

  private static boolean otherContext(ContextSite site, String victim, Edits edits) {
    if (site.value().isEmpty() || !site.isCustom()) {
      return site.value().isEmpty();
    }
    if (site.call()) {
      edits.wrap(site.value().get(), "coalesce(left(", ", 0), '') || " + literal(victim));
    } else {
      edits.replace(site.value().get(), literal(victim));
    }
    return true;
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
