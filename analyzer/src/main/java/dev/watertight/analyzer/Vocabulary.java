package dev.watertight.analyzer;

import dev.watertight.analyzer.flow.Flow;
import dev.watertight.analyzer.source.Prefilter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The words of the libraries by which Java maps and reaches tables. */
final class Vocabulary {
  /** Annotations without which no class maps a table. */
  private static final Set<String> MAPPING_ANNOTATIONS =
      Set.of("Entity", "MappedSuperclass", "Table", "TableName", "TenantId", "Multitenant");

  /** Classes that generated tables and records extend. */
  private static final Set<String> MAPPING_TYPES =
      Set.of("TableImpl", "UpdatableRecordImpl", "TableRecordImpl");

  /** What matters in a file of a project that uses a library: one of its words. */
  private record Words(Set<String> libraries, Set<String> words) {}

  private static final List<Words> WORDS =
      List.of(
          new Words(Set.of(), Set.of("AcrossTenants", "StoredProcedure")),
          new Words(Set.of("jooq"), Set.of("DAOImpl")),
          new Words(
              Set.of("springframework"),
              Set.of(
                  "JdbcTemplate",
                  "JdbcOperations",
                  "NamedParameterJdbcTemplate",
                  "NamedParameterJdbcOperations",
                  "JdbcClient",
                  "SimpleJdbcInsert",
                  "JdbcDaoSupport",
                  "NamedParameterJdbcDaoSupport",
                  "MappingSqlQuery",
                  "MappingSqlQueryWithParameters",
                  "SqlUpdate",
                  "SqlQuery",
                  "SqlCall",
                  "SqlFunction",
                  "UpdatableSqlQuery",
                  "PreparedStatementCreatorFactory",
                  "BatchSqlUpdate",
                  "DatabaseClient",
                  "JdbcAggregateOperations",
                  "JdbcAggregateTemplate",
                  "R2dbcEntityOperations",
                  "R2dbcEntityTemplate",
                  "HibernateTemplate",
                  "Repository",
                  "CrudRepository",
                  "ListCrudRepository",
                  "PagingAndSortingRepository",
                  "ListPagingAndSortingRepository",
                  "JpaRepository",
                  "JpaRepositoryImplementation",
                  "JpaSpecificationExecutor",
                  "QuerydslPredicateExecutor",
                  "ReactiveCrudRepository",
                  "R2dbcRepository",
                  "RepositoryDefinition",
                  "SimpleJpaRepository",
                  "QuerydslRepositorySupport")),
          new Words(
              Set.of("persistence", "hibernate"),
              Set.of(
                  "EntityManager",
                  "EntityManagerFactory",
                  "CriteriaBuilder",
                  "NamedQuery",
                  "NamedQueries",
                  "NamedNativeQuery",
                  "NamedNativeQueries")),
          new Words(
              Set.of("hibernate"),
              Set.of(
                  "SessionFactory",
                  "Session",
                  "StatelessSession",
                  "HibernateDaoSupport",
                  "enableFilter",
                  "FilterDef")),
          new Words(
              Set.of("ibatis", "baomidou", "mybatis"),
              Set.of(
                  "ibatis",
                  "SqlSession",
                  "SqlSessionTemplate",
                  "SqlSessionDaoSupport",
                  "BaseMapper",
                  "IService",
                  "ServiceImpl",
                  "SelectProvider",
                  "InsertProvider",
                  "UpdateProvider",
                  "DeleteProvider",
                  "TenantLineInnerInterceptor",
                  "TenantLineHandler")),
          new Words(
              Set.of("jdbi"),
              Set.of(
                  "Handle",
                  "Jdbi",
                  "DBI",
                  "IDBI",
                  "SqlQuery",
                  "SqlUpdate",
                  "SqlBatch",
                  "SqlCall",
                  "SqlScript")),
          new Words(Set.of("querydsl"), Set.of("querydsl")));

  /** What matters in a file of a project that uses a library: a type of its, and a call on it. */
  private record Calls(Set<String> libraries, Set<String> types, Set<String> methods) {}

  private static final List<Calls> CALLS =
      List.of(
          new Calls(
              Set.of(),
              Set.of(
                  "Connection",
                  "Statement",
                  "PreparedStatement",
                  "CallableStatement",
                  "DataSource",
                  "DriverManager",
                  "DataSourceUtils",
                  "CopyManager",
                  "PGConnection",
                  "RowSet",
                  "JdbcRowSet",
                  "CachedRowSet",
                  "WebRowSet",
                  "FilteredRowSet",
                  "JoinRowSet"),
              Set.of(
                  "prepareStatement",
                  "prepareCall",
                  "nativeSQL",
                  "execute",
                  "executeQuery",
                  "executeUpdate",
                  "executeLargeUpdate",
                  "addBatch",
                  "setCommand",
                  "copyIn",
                  "copyOut")),
          new Calls(
              Set.of("jooq"),
              Set.of("DSLContext", "DefaultDSLContext"),
              Set.of(
                  "select",
                  "selectDistinct",
                  "selectOne",
                  "selectZero",
                  "selectCount",
                  "selectFrom",
                  "selectQuery",
                  "with",
                  "withRecursive",
                  "values",
                  "insertInto",
                  "insertQuery",
                  "mergeInto",
                  "update",
                  "updateQuery",
                  "delete",
                  "deleteFrom",
                  "deleteQuery",
                  "truncate",
                  "truncateTable",
                  "loadInto",
                  "query",
                  "resultQuery",
                  "queries",
                  "execute",
                  "batch",
                  "fetch",
                  "fetchOne",
                  "fetchSingle",
                  "fetchOptional",
                  "fetchValue",
                  "fetchOptionalValue",
                  "fetchValues",
                  "fetchMany",
                  "fetchLazy",
                  "fetchStream",
                  "fetchAsync",
                  "fetchAny",
                  "fetchCount",
                  "fetchExists",
                  "fetchByExample",
                  "executeInsert",
                  "executeUpdate",
                  "executeDelete",
                  "executeMerge",
                  "batchStore",
                  "batchInsert",
                  "batchUpdate",
                  "batchDelete",
                  "batchMerge",
                  "newRecord",
                  "set",
                  "setLocal")),
          new Calls(
              Set.of("jooq"), Set.of("DSL"), Set.of("using", "query", "resultQuery", "queries")));

  /** Words of texts that change the tenant's context, whatever class runs them. */
  private static final Set<String> TEXTS = Set.of("set_config");

  private Vocabulary() {}

  /**
   * Of the files that a call leads to, those that can hold a part of a statement and name nothing
   * that {@link #accesses} looks for: whatever jOOQ has a type for can be built on its own, from a
   * table that is handed in.
   */
  static Prefilter parts() {
    return Prefilter.identifiers(Set.of("jooq"));
  }

  /** The files that can map a table. */
  static Prefilter mappings() {
    return Prefilter.annotations(MAPPING_ANNOTATIONS).or(Prefilter.identifiers(MAPPING_TYPES));
  }

  /**
   * The files that can reach a database.
   *
   * @param used whether the project names a library's word
   */
  static Prefilter accesses(Predicate<String> used) {
    Set<String> words = new TreeSet<>();
    for (Words each : WORDS) {
      if (isUsed(each.libraries(), used)) {
        words.addAll(each.words());
      }
    }
    words.addAll(Flow.words());
    Prefilter filter = Prefilter.identifiers(words).or(Prefilter.names(TEXTS));
    for (Calls each : CALLS) {
      if (isUsed(each.libraries(), used)) {
        filter = filter.or(Prefilter.both(each.types(), each.methods()));
      }
    }
    return filter;
  }

  private static boolean isUsed(Set<String> libraries, Predicate<String> used) {
    return libraries.isEmpty() || libraries.stream().anyMatch(used);
  }
}
