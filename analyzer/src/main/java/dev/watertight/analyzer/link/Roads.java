package dev.watertight.analyzer.link;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All roads, found as services, in the order of their names; the catch-all comes last. */
public final class Roads {
  private static final Set<String> NAMES =
      Set.of(
          "query",
          "queryForObject",
          "queryForList",
          "queryForMap",
          "queryForRowSet",
          "queryForStream",
          "update",
          "batchUpdate",
          "execute",
          "executeQuery",
          "executeUpdate",
          "executeBatch",
          "addBatch",
          "prepareStatement",
          "prepareCall",
          "createStatement",
          "sql",
          "createQuery",
          "createNativeQuery",
          "createSQLQuery",
          "createNamedQuery",
          "createUpdate",
          "createCall",
          "createScript",
          "createBatch",
          "prepareBatch",
          "select",
          "selectFrom",
          "selectOne",
          "selectCount",
          "selectDistinct",
          "selectList",
          "selectMap",
          "selectCursor",
          "insert",
          "insertInto",
          "delete",
          "deleteFrom",
          "merge",
          "mergeInto",
          "truncate",
          "from",
          "fetch",
          "fetchOne",
          "fetchAny",
          "fetchSingle",
          "fetchOptional",
          "fetchCount",
          "fetchExists",
          "fetchStream",
          "fetchLazy",
          "fetchMany",
          "fetchInto",
          "find",
          "findById",
          "findAll",
          "findOne",
          "findAllById",
          "existsById",
          "getReference",
          "getReferenceById",
          "getById",
          "getOne",
          "load",
          "get",
          "byId",
          "persist",
          "save",
          "saveAll",
          "saveAndFlush",
          "saveOrUpdate",
          "remove",
          "removeById",
          "deleteById",
          "deleteAll",
          "deleteAllById",
          "deleteInBatch",
          "deleteAllInBatch",
          "refresh",
          "count",
          "exists",
          "list",
          "page",
          "with",
          "withRecursive",
          "batch",
          "batchStore",
          "batchInsert",
          "store",
          "unwrap",
          "getConnection",
          "dsl",
          "getMapper",
          "open",
          "withHandle",
          "useHandle",
          "onDemand",
          "attach",
          "openSession",
          "getCurrentSession",
          "currentSession",
          "resultQuery",
          "getCriteriaBuilder",
          "call",
          "copyIn",
          "copyOut",
          "getCopyAPI",
          "transaction",
          "transactionResult",
          "newRecord",
          "executeInsert",
          "executeUpdateWithArguments",
          "configuration",
          "withTableName",
          "setSql",
          "setCommand",
          "selectById",
          "selectPage",
          "selectByMap",
          "updateById",
          "inTransaction",
          "useTransaction",
          "addFrom",
          "join",
          "leftJoin",
          "where",
          "and",
          "or",
          "orderBy",
          "limit",
          "saveAllAndFlush",
          "lock",
          "selectBatchIds",
          "deleteBatchIds",
          "saveBatch",
          "removeByIds",
          "lambdaQuery",
          "lambdaUpdate",
          "createCriteria",
          "createMutationQuery",
          "createSelectionQuery",
          "createNativeMutationQuery",
          "subquery",
          "queryFirst",
          "queryOne");

  private Roads() {}

  /** Words of packages, of which some roads are only taken where one is named. */
  public static Set<String> libraries() {
    return load().stream().flatMap(r -> r.libraries().stream()).collect(Collectors.toSet());
  }

  /** The roads of a project whose code names the given words of packages. */
  static List<Road> of(Predicate<String> named) {
    return load().stream()
        .filter(r -> r.libraries().isEmpty() || r.libraries().stream().anyMatch(named))
        .toList();
  }

  private static List<Road> load() {
    return ServiceLoader.load(Road.class, Roads.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(
            Comparator.comparing((Road r) -> r instanceof CatchAll)
                .thenComparing(r -> r.getClass().getName()))
        .toList();
  }

  /** Whether a method of that name can reach a database: worth reading files for its receiver. */
  static boolean mayBeDataAccess(String method) {
    return NAMES.contains(method);
  }

  /** Marks the road that is asked last: it goes by names, for receivers of unknown types. */
  public interface CatchAll {}
}
