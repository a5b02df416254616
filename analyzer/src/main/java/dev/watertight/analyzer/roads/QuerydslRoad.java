package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Access.Unknown;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.Mappings;
import dev.watertight.analyzer.link.Road;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Statement;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.link.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Querydsl, on JPA and on SQL. The query types ({@code QProject}) are generated, mostly where no
 * source says so: they stand for the entity or table whose name they carry.
 */
@AutoService(Road.class)
public final class QuerydslRoad implements Road {
  private static final String STEP = "com.querydsl.#step";
  private static final List<String> ENTITIES =
      List.of(
          "com.querydsl.jpa.impl.JPAQueryFactory",
          "com.querydsl.jpa.JPQLQueryFactory",
          "com.querydsl.jpa.JPAExpressions",
          "com.querydsl.jpa.impl.JPAQuery",
          "com.querydsl.jpa.impl.JPAUpdateClause",
          "com.querydsl.jpa.impl.JPADeleteClause",
          "com.querydsl.jpa.hibernate.HibernateQueryFactory",
          "com.querydsl.jpa.hibernate.HibernateQuery",
          "org.springframework.data.jpa.repository.support.QuerydslRepositorySupport");
  private static final List<String> TABLES =
      List.of(
          "com.querydsl.sql.SQLQueryFactory",
          "com.querydsl.sql.postgresql.PostgreSQLQueryFactory",
          "com.querydsl.sql.SQLExpressions",
          "com.querydsl.sql.SQLQuery",
          "com.querydsl.sql.postgresql.PostgreSQLQuery");
  private static final Set<String> READS =
      Set.of(
          "selectFrom",
          "from",
          "join",
          "innerJoin",
          "leftJoin",
          "rightJoin",
          "fullJoin",
          "crossJoin");
  private static final Set<String> WRITES = Set.of("insert", "update", "delete", "merge");

  @Override
  public boolean begins(String method, int arguments) {
    return READS.contains(method)
        || WRITES.contains(method)
        || (method.startsWith("new ")
            && ENTITIES.stream().anyMatch(e -> e.endsWith("." + method.substring(4))));
  }

  @Override
  public Set<String> libraries() {
    return Set.of("querydsl");
  }

  @Override
  public Optional<Value> call(Site site) {
    if (site.receiver().type().is(STEP)) {
      return Optional.of(step(site, site.receiver().statement()));
    }
    boolean touches = READS.contains(site.name()) || WRITES.contains(site.name());
    boolean carries = site.name().startsWith("select") || site.name().equals("query");
    if (site.name().equals("<init>")) {
      if (!ENTITIES.contains(site.receiver().type().name())) {
        return Optional.empty();
      }
      // JPAUpdateClause and JPADeleteClause take the entity with the entity manager.
      Optional<Value> target = site.arguments().stream().filter(a -> isQueryType(a)).findFirst();
      if (target.isEmpty()) {
        return Optional.empty();
      }
      Statement statement = site.statement("Querydsl", Through.ENTITY_QUERY);
      touch(site, statement, target.get(), true);
      return Optional.of(Value.of(STEP).withStatement(statement));
    }
    if (!touches && !carries) {
      return Optional.empty();
    }
    boolean entities = site.onAny(ENTITIES);
    if ((!entities && !site.onAny(TABLES)) || site.isDeclared()) {
      return Optional.empty();
    }
    if (touches) {
      Statement statement =
          site.statement("Querydsl", entities ? Through.ENTITY_QUERY : Through.NATIVE);
      return Optional.of(step(site, Optional.of(statement)));
    }
    return Optional.of(carried(site, Optional.empty()));
  }

  /** Subqueries in the arguments become parts of the statement. */
  private static Value carried(Site site, Optional<Statement> before) {
    Optional<Statement> statement = before;
    for (Value argument : site.arguments()) {
      if (argument.statement().isPresent()) {
        if (statement.isPresent()) {
          statement.get().absorb(argument.statement().get());
        } else {
          statement = argument.statement();
        }
      }
    }
    Value step = Value.of(STEP);
    return statement.map(step::withStatement).orElse(step);
  }

  private static Value step(Site site, Optional<Statement> before) {
    boolean write = WRITES.contains(site.name());
    if ((!READS.contains(site.name()) && !write) || site.arguments().isEmpty()) {
      return carried(site, before);
    }
    Statement statement = before.orElseGet(() -> site.statement("Querydsl", Through.ENTITY_QUERY));
    // A join names a path and then the alias, whose type tells the table.
    boolean join = site.name().toLowerCase(java.util.Locale.ROOT).endsWith("join");
    List<Value> targets =
        join
            ? site.arguments().subList(site.arguments().size() - 1, site.arguments().size())
            : site.arguments();
    for (Value target : targets) {
      if (target.statement().isEmpty()) {
        touch(site, statement, target, write);
      }
    }
    return carried(site, Optional.of(statement));
  }

  private static void touch(Site site, Statement statement, Value target, boolean write) {
    Optional<KnownTable> table = table(site, target);
    if (table.isPresent()) {
      statement.touches(new TableUse(table.get().schema(), table.get().name(), write, site.at()));
    } else {
      statement.unknown(
          new Unknown(
              Unknown.What.TABLE, "the table that `" + site.name() + "` is given is not known"));
    }
  }

  private static boolean isQueryType(Value value) {
    return queryType(value).isPresent();
  }

  /** The qualified name of the query type that a value is of, or is a constant of. */
  private static Optional<String> queryType(Value value) {
    JType type = value.type().isUnknown() ? value.force().type() : value.type();
    Optional<String> name =
        Optional.of(type.name())
            .filter(n -> !n.isEmpty() && !value.isType())
            .or(() -> value.constant().map(c -> c.substring(0, Math.max(0, c.lastIndexOf('.')))));
    return name.map(n -> n.replace("?", "")).filter(n -> simple(n).matches("Q[A-Z_].*"));
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static Optional<KnownTable> table(Site site, Value target) {
    Value known = target.force();
    TableIndex tables = site.tables();
    for (String base :
        List.of(
            "com.querydsl.core.types.dsl.EntityPathBase",
            "com.querydsl.sql.RelationalPathBase",
            "com.querydsl.core.types.dsl.PathBuilder")) {
      Optional<Mapping> mapping =
          site.program().as(known.type(), base).flatMap(t -> tables.mapping(t.argument(0)));
      if (mapping.isPresent()) {
        return mapping.map(tables::table);
      }
    }
    Optional<String> queryType = queryType(target);
    if (queryType.isEmpty()) {
      return Optional.empty();
    }
    String name = queryType.get();
    String bare = simple(name).substring(1);
    String entity = name.substring(0, name.length() - bare.length() - 1) + bare;
    return Optional.<Mapping>empty()
        .or(() -> tables.mapping(JType.of(entity)))
        .or(() -> tables.entity(bare))
        .map(tables::table)
        .or(() -> Entities.table(JType.of(entity), tables))
        .or(() -> Optional.of(tables.named(Optional.empty(), Mappings.snake(bare))));
  }
}
