package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Access.Unknown;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.Road;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Statement;
import dev.watertight.analyzer.link.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * MyBatis-Plus, where it is called: what mappers and services inherit. And MyBatis's SQL builder.
 * {@code SqlSession.selectList("id")} is no statement of its own: the one of that id is.
 */
@AutoService(Road.class)
public final class MyBatisRoad implements Road {
  private static final String ROAD = "MyBatis-Plus";
  private static final String MAPPER = "com.baomidou.mybatisplus.core.mapper.BaseMapper";
  private static final String SERVICE = "com.baomidou.mybatisplus.extension.service.IService";
  private static final String SERVICE_IMPL =
      "com.baomidou.mybatisplus.extension.service.impl.ServiceImpl";
  private static final String MODEL = "com.baomidou.mybatisplus.extension.activerecord.Model";
  private static final String STATIC = "com.baomidou.mybatisplus.extension.toolkit.Db";
  private static final Pattern METHODS =
      Pattern.compile(
          "(?:insert|update|delete|select|save|remove|get|list|count|page|exists|query|lambdaQuery"
              + "|lambdaUpdate|ktQuery|ktUpdate)"
              + "(?:|ById|ByIds|ByMap|BatchIds|BatchByIds|BatchById|One|OneOpt|OptById|Map|Obj|List"
              + "|Maps|Objs|Count|Page|MapsPage|ByIdWithFill|Batch|OrUpdate|OrUpdateBatch|All"
              + "|BatchSomeColumn|AlwaysUpdateSomeColumnById)");
  private static final Set<String> BY_ID =
      Set.of(
          "selectById",
          "selectByIds",
          "selectBatchIds",
          "deleteById",
          "deleteByIds",
          "deleteBatchIds",
          "getById",
          "getOptById",
          "listByIds",
          "removeById",
          "removeByIds",
          "removeBatchByIds");
  private static final Set<String> SQL_READS =
      Set.of("FROM", "JOIN", "INNER_JOIN", "LEFT_OUTER_JOIN", "RIGHT_OUTER_JOIN", "OUTER_JOIN");
  private static final Set<String> SQL_WRITES = Set.of("UPDATE", "INSERT_INTO", "DELETE_FROM");

  @Override
  public boolean begins(String method, int arguments) {
    return SQL_READS.contains(method)
        || SQL_WRITES.contains(method)
        || METHODS.matcher(method).matches();
  }

  @Override
  public Set<String> libraries() {
    return Set.of("ibatis", "baomidou", "mybatis");
  }

  @Override
  public Optional<Value> call(Site site) {
    if (SQL_READS.contains(site.name()) || SQL_WRITES.contains(site.name())) {
      return builder(site);
    }
    if (site.receiver().type().isUnknown() || !METHODS.matcher(site.name()).matches()) {
      return Optional.empty();
    }
    if (site.receiver().type().is(STATIC)) {
      return statics(site);
    }
    Optional<JType> entity = entity(site.receiver().type(), site.program());
    if (entity.isEmpty() || site.isDeclared()) {
      return Optional.empty();
    }
    boolean write = writes(site.name());
    boolean open = OpenDomain.isOpen(entity.get(), site.program(), site.tables());
    Optional<KnownTable> table =
        open ? Optional.empty() : Entities.table(entity.get(), site.tables());
    Through through =
        InterceptorIgnored.through(
            site.program().find(site.receiver().type().name()), Optional.empty());
    if (table.isPresent()) {
      site.touches(ROAD, through, table.get(), write);
      if (BY_ID.contains(site.name())) {
        Entities.saysById(site, write);
      }
    } else {
      Statement statement = site.statement(ROAD, through);
      if (open && (isOwnBase(site) || OpenDomain.mayBe(site))) {
        statement.touchesOpen(OpenDomain.of(site), write);
      }
      if (!isOwnBase(site)) {
        statement.unknown(
            new Unknown(
                Unknown.What.TABLE,
                "the table of `" + site.receiver().type().simpleName() + "` is not known"));
      }
    }
    return Optional.of(result(site.name(), entity.get()));
  }

  private static boolean writes(String name) {
    return name.matches("(insert|update|delete|save|remove|lambdaUpdate|ktUpdate).*");
  }

  private static Value result(String name, JType entity) {
    if (name.matches("(get|select)(ById|One)")) {
      return Value.of(entity);
    }
    return name.matches("list.*|selectList|selectB.*|selectByIds|selectByMap")
        ? Value.of(new JType("java.util.List", List.of(entity)))
        : Value.UNKNOWN;
  }

  /** The class whose table a mapper, service or active record is for. */
  static Optional<JType> entity(JType of, Program program) {
    for (JType type : program.lineage(of)) {
      switch (type.name()) {
        case MAPPER, SERVICE -> {
          return Optional.of(type.argument(0));
        }
        case SERVICE_IMPL -> {
          return Optional.of(type.argument(1));
        }
        case MODEL -> {
          JType own = type.argument(0);
          return Optional.of(own.isUnknown() ? of : own);
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  /** A generic base class calls what it inherits itself: its table is up to subtypes. */
  private static boolean isOwnBase(Site site) {
    String receiver = site.receiver().type().name();
    return receiver.equals(site.type().name())
        || site.program().is(JType.of(site.type().name()), receiver);
  }

  /** {@code Db.getById(id, Project.class)}, {@code Db.save(project)}. */
  private static Optional<Value> statics(Site site) {
    Value given =
        site.arguments().stream()
            .filter(a -> a.classLiteral().isPresent())
            .findFirst()
            .orElse(site.argument(0));
    Entities.touch(site, ROAD, Through.MYBATIS, given, writes(site.name()));
    return Optional.of(Value.UNKNOWN);
  }

  private static Optional<Value> builder(Site site) {
    if (site.arguments().isEmpty() || !site.on("org.apache.ibatis.jdbc.SQL")) {
      return Optional.empty();
    }
    Statement statement =
        site.receiver()
            .statement()
            .orElseGet(() -> site.statement("MyBatis SQL builder", Through.MYBATIS));
    for (Value each : site.arguments()) {
      TableTexts.touches(site, statement, each, SQL_WRITES.contains(site.name()));
    }
    return Optional.of(site.receiver().withStatement(statement));
  }
}
