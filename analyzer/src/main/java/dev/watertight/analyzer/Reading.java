package dev.watertight.analyzer;

import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeSource;
import dev.watertight.analyzer.source.FactsLoader;
import dev.watertight.analyzer.source.Prefilter;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which Java files are parsed: those in which a word of interest occurs, and those that the
 * linker asks for. Each file is parsed at most once.
 */
final class Reading implements AutoCloseable, TypeSource {
  /** Words without which no class maps a table. */
  private static final Set<String> MAPPING_WORDS =
      Set.of(
          "Entity",
          "MappedSuperclass",
          "TableImpl",
          "UpdatableRecordImpl",
          "TableRecordImpl",
          "TableName",
          "Table",
          "TenantId",
          "Multitenant");

  /** Words without which no class reaches a database, unless it names a table. */
  private static final Set<String> ACCESS_WORDS =
      Set.of(
          "DSLContext",
          "DAOImpl",
          "JdbcTemplate",
          "JdbcOperations",
          "NamedParameterJdbcTemplate",
          "NamedParameterJdbcOperations",
          "JdbcClient",
          "SimpleJdbcInsert",
          "JdbcDaoSupport",
          "NamedParameterJdbcDaoSupport",
          "MappingSqlQuery",
          "SqlUpdate",
          "SqlQuery",
          "SqlBatch",
          "SqlCall",
          "SqlScript",
          "BatchSqlUpdate",
          "StoredProcedure",
          "DatabaseClient",
          "EntityManager",
          "EntityManagerFactory",
          "SessionFactory",
          "Session",
          "StatelessSession",
          "HibernateTemplate",
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
          "ibatis",
          "Connection",
          "PreparedStatement",
          "CallableStatement",
          "DataSource",
          "CopyManager",
          "Handle",
          "Jdbi",
          "DBI",
          "IDBI",
          "Repository",
          "CrudRepository",
          "ListCrudRepository",
          "PagingAndSortingRepository",
          "ListPagingAndSortingRepository",
          "JpaRepository",
          "JpaSpecificationExecutor",
          "QuerydslPredicateExecutor",
          "ReactiveCrudRepository",
          "R2dbcRepository",
          "RepositoryDefinition",
          "SimpleJpaRepository",
          "querydsl",
          "QuerydslRepositorySupport",
          "JdbcAggregateOperations",
          "JdbcAggregateTemplate",
          "R2dbcEntityOperations",
          "R2dbcEntityTemplate",
          "NamedQuery",
          "NamedNativeQuery",
          "CriteriaBuilder",
          "enableFilter",
          "FilterDef",
          "TenantLineInnerInterceptor",
          "TenantLineHandler",
          "AcrossTenants");

  /** Words of texts that change the tenant's context, whatever class runs them. */
  private static final Set<String> ACCESS_TEXTS = Set.of("set_config");

  private final FactsLoader loader;
  private final boolean everything;
  private final Configuration configuration;
  private List<FileFacts> facts = List.of();

  /**
   * Reads the Java files of the project.
   *
   * @param everything whether every file is parsed, whatever is in it
   */
  Reading(ProjectFiles files, ScanRequest request, boolean everything) {
    this.loader = new FactsLoader(files.java(), request.threads(), request.cache());
    this.everything = everything;
    this.configuration = request.configuration();
  }

  /** The program as far as it says what maps tables. */
  Program forMappings() {
    return load(MAPPING_WORDS, Set.of());
  }

  /** The program as far as it can reach the tables of the model. */
  Program forAnalysis(TenantModel model, List<Mapping> mappings) {
    Set<String> words = new TreeSet<>(ACCESS_WORDS);
    Set<String> names = new TreeSet<>(ACCESS_TEXTS);
    for (TenantTable table : model.tables()) {
      if (table.kind() == TenantTable.Kind.SCOPED) {
        names.add(table.name());
      }
    }
    for (Mapping mapping : mappings) {
      String simple = mapping.type().substring(mapping.type().lastIndexOf('.') + 1);
      words.add(simple);
      names.add(simple);
      mapping.entityName().ifPresent(names::add);
    }
    configuration
        .code()
        .acrossTenants()
        .forEach(
            m -> {
              m.annotation().ifPresent(a -> words.add(a.substring(a.lastIndexOf('.') + 1)));
              m.call().ifPresent(c -> words.add(c.substring(c.lastIndexOf('#') + 1)));
            });
    return load(words, names);
  }

  /** The program with the files that name one of the types, too. */
  Program with(Collection<String> simpleNames) {
    return load(simpleNames, Set.of());
  }

  private Program load(Collection<String> identifiers, Collection<String> names) {
    facts = everything ? loader.loadAll() : loader.load(Prefilter.of(identifiers, names));
    return new Program(facts, this);
  }

  @Override
  public boolean exists(String qualifiedName) {
    return loader.mayDeclare(qualifiedName);
  }

  @Override
  public List<FileFacts> load(String qualifiedName) {
    return loader.declaring(qualifiedName);
  }

  /** How many files have been parsed for the last program. */
  int parsed() {
    return facts.size();
  }

  /** The lines of the files that have been parsed. */
  long lines() {
    return facts.stream().mapToLong(FileFacts::lines).sum();
  }

  /** What could not be read. */
  List<NotAnalysed> notAnalysed() {
    return loader.notAnalysed();
  }

  /** Remarks on the cache. */
  List<String> notes() {
    return new ArrayList<>(loader.notes());
  }

  @Override
  public void close() {
    loader.close();
  }
}
