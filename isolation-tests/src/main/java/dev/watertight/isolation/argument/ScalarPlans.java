package dev.watertight.isolation.argument;

import dev.watertight.isolation.argument.Plan.Ways;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Plans for values without parts: by name from the columns, else by type. */
final class ScalarPlans {
  private static final int MOST_VALUES = 24;
  private static final Set<String> LIMITS =
      Set.of("limit", "size", "max", "count", "top", "first", "take", "maximum");
  private static final Set<String> OFFSETS =
      Set.of("page", "offset", "skip", "start", "from", "index", "number");
  private static final Set<String> SEARCHES =
      Set.of(
          "search",
          "query",
          "term",
          "part",
          "text",
          "filter",
          "pattern",
          "prefix",
          "like",
          "containing",
          "contain",
          "q",
          "needle",
          "keyword",
          "fragment",
          "suffix",
          "probe");

  private final ColumnMatch match;

  ScalarPlans(Pools pools) {
    this.match = new ColumnMatch(pools);
  }

  Plan of(Place place, Scalar scalar) {
    List<PoolColumn> named = match.named(place, c -> fits(c, scalar));
    Ways ways = new Ways();
    if (scalar.type() == Boolean.class) {
      ways.add(1, edges(scalar, scalar.edges()));
    } else if (scalar.type() == String.class) {
      texts(place, scalar, named, ways);
    } else if (isNumber(scalar)) {
      numbers(place, scalar, named, ways);
    } else {
      List<PoolColumn> found =
          !named.isEmpty() || scalar.type() == byte[].class
              ? named
              : match.anyOf(place, c -> fits(c, scalar) && sameKind(c, scalar));
      ids(scalar, found, ways);
      ways.add(scalar.type() == UUID.class ? 0 : 2, edges(scalar, scalar.edges()));
    }
    if (place.nullable() && !place.raw().isPrimitive()) {
      ways.add(1, Plan.one(new Recipe.NullValue(place.raw())));
    }
    return ways.plan();
  }

  private static boolean isNumber(Scalar scalar) {
    return Number.class.isAssignableFrom(scalar.type());
  }

  private static boolean fits(PoolColumn column, Scalar scalar) {
    List<String> some =
        column.own().isEmpty()
            ? column.foreign().isEmpty() ? column.shared() : column.foreign()
            : column.own();
    return some.stream().anyMatch(v -> scalar.read(v).isPresent());
  }

  /** Whether values of the column are of the scalar's kind where no name says so. */
  private static boolean sameKind(PoolColumn column, Scalar scalar) {
    boolean uuid = column.sqlType().equals("uuid");
    return scalar.type() == UUID.class ? uuid || isText(column) : !uuid;
  }

  private static boolean isText(PoolColumn column) {
    String type = column.sqlType();
    return type.startsWith("text")
        || type.startsWith("char")
        || type.startsWith("varchar")
        || type.startsWith("citext")
        || type.startsWith("bpchar");
  }

  /** Own to foreign to fresh as 5 to 4 to 1. */
  private void ids(Scalar scalar, List<PoolColumn> columns, Ways ways) {
    List<String> own = values(columns, PoolColumn::own, scalar, List.of());
    ways.add(10, literals(scalar, own, Origin.OWN));
    ways.add(4, literals(scalar, values(columns, PoolColumn::shared, scalar, own), Origin.SHARED));
    ways.add(
        8, literals(scalar, values(columns, PoolColumn::foreign, scalar, own), Origin.FOREIGN));
    ways.add(2, fresh(scalar));
  }

  private void numbers(Place place, Scalar scalar, List<PoolColumn> named, Ways ways) {
    List<String> words = Words.of(place.name());
    if (words.stream().anyMatch(OFFSETS::contains) && named.isEmpty()) {
      ways.add(1, edges(scalar, List.of("0", "0", "0", "1", "2")));
    } else if (words.stream().anyMatch(LIMITS::contains) && named.isEmpty()) {
      ways.add(1, edges(scalar, List.of("50", "10", "50", "2", "1", "1", "100", "0")));
    } else if (named.isEmpty() && words.contains("id")) {
      ids(scalar, match.anyOf(place, c -> c.key() && fits(c, scalar)), ways);
    } else if (named.isEmpty()) {
      ways.add(1, edges(scalar, scalar.edges()));
    } else {
      ids(scalar, named, ways);
      ways.add(isId(named) ? 0 : 6, edges(scalar, scalar.edges()));
    }
  }

  private static boolean isId(List<PoolColumn> columns) {
    return columns.stream().anyMatch(c -> c.key() || Words.of(c.column()).contains("id"));
  }

  private void texts(Place place, Scalar scalar, List<PoolColumn> named, Ways ways) {
    boolean search = Words.of(place.name()).stream().anyMatch(SEARCHES::contains);
    if (!named.isEmpty() && !search && (isId(named) || !isText(named.get(0)))) {
      ids(scalar, named, ways);
      return;
    }
    List<PoolColumn> columns =
        named.isEmpty() ? match.anyOf(place, c -> isText(c) && !c.tenantColumn()) : named;
    List<String> own = values(columns, PoolColumn::own, scalar, List.of());
    List<String> foreign = values(columns, PoolColumn::foreign, scalar, own);
    ways.add(6, literals(scalar, own, Origin.OWN));
    ways.add(2, literals(scalar, values(columns, PoolColumn::shared, scalar, own), Origin.SHARED));
    ways.add(6, literals(scalar, foreign, Origin.CANARY));
    ways.add(search ? 12 : 3, edges(scalar, fragments(own, foreign)));
    ways.add(2, edges(scalar, scalar.edges()));
    ways.add(4, fresh(scalar));
  }

  /** Beginnings that values of several tenants share, and single letters of them. */
  private static List<String> fragments(List<String> own, List<String> foreign) {
    Set<String> found = new LinkedHashSet<>();
    for (String mine : own) {
      for (String theirs : foreign) {
        int same = 0;
        while (same < Math.min(mine.length(), theirs.length())
            && mine.charAt(same) == theirs.charAt(same)) {
          same++;
        }
        found.add(mine.substring(0, same));
      }
    }
    own.stream().filter(v -> !v.isEmpty()).forEach(v -> found.add(v.substring(0, 1)));
    foreign.stream()
        .filter(v -> v.length() > 3)
        .forEach(v -> found.add(v.substring(v.length() / 2)));
    found.remove("");
    List<String> all = new ArrayList<>(found);
    return all.subList(0, Math.min(all.size(), MOST_VALUES));
  }

  private static List<String> values(
      List<PoolColumn> columns,
      Function<PoolColumn, List<String>> which,
      Scalar scalar,
      List<String> except) {
    return columns.stream()
        .flatMap(c -> which.apply(c).stream())
        .distinct()
        .filter(v -> !except.contains(v))
        .filter(v -> scalar.read(v).isPresent())
        .limit(MOST_VALUES)
        .toList();
  }

  private static Plan literals(Scalar scalar, List<String> texts, Origin origin) {
    return new Plan.Values(
        texts.stream().<Recipe>map(t -> new Recipe.Literal(scalar.type(), t, origin)).toList());
  }

  private static Plan edges(Scalar scalar, List<String> texts) {
    return literals(
        scalar, texts.stream().filter(t -> scalar.read(t).isPresent()).toList(), Origin.EDGE);
  }

  private static Plan fresh(Scalar scalar) {
    return new Plan.Fresh(
        n -> new Recipe.Literal(scalar.type(), scalar.fresh().apply(n), Origin.FRESH));
  }

  /** The type that a value of no particular type should have, by the column that is meant. */
  Optional<Scalar> untyped(Place place) {
    List<PoolColumn> named = match.named(place, c -> true);
    boolean uuid = !named.isEmpty() && named.get(0).sqlType().equals("uuid");
    boolean number =
        !named.isEmpty() && named.get(0).sqlType().matches("(big|small)?int.*|integer");
    return Scalars.of(uuid ? UUID.class : number ? Long.class : String.class);
  }
}
