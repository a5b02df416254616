package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which types are repositories of Spring Data, and what their domain types are. */
final class SpringDataTypes {
  private static final Set<String> ROOTS =
      Set.of(
          "org.springframework.data.repository.Repository",
          "org.springframework.data.jpa.repository.JpaSpecificationExecutor",
          "org.springframework.data.querydsl.QuerydslPredicateExecutor",
          "org.springframework.data.repository.query.QueryByExampleExecutor",
          "org.springframework.data.repository.query.ReactiveQueryByExampleExecutor",
          "org.springframework.data.repository.history.RevisionRepository");

  /** Stores that are no relational database. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          ".*\\.data\\.(mongodb|redis|elasticsearch|neo4j|cassandra|couchbase|ldap|keyvalue|solr|geode|gemfire|arangodb)\\..*|com\\.azure\\..*");

  private static final Set<String> DOCUMENTS =
      Set.of(
          "Document",
          "RedisHash",
          "Node",
          "KeySpace",
          "SolrDocument",
          "Container",
          "Region",
          "Entry");

  private SpringDataTypes() {}

  /** The repository's domain type, unknown if it is not said; nothing if it is no repository. */
  static Optional<JType> domain(JType type, Program program) {
    if (type.name().isEmpty()) {
      return Optional.empty();
    }
    List<JType> lineage = program.lineage(type);
    if (lineage.stream().anyMatch(t -> ELSEWHERE.matcher(t.name()).matches())) {
      return Optional.empty();
    }
    for (JType each : lineage) {
      if (ROOTS.contains(each.name())) {
        return Optional.of(each.argument(0));
      }
    }
    for (JType each : lineage) {
      Optional<TypeDecl> declared = program.find(each.name());
      if (declared.isPresent()) {
        Optional<JType> defined = repositoryDefinition(declared.get(), program);
        if (defined.isPresent()) {
          return defined;
        }
      } else if (each.simpleName().endsWith("Repository")
          && each.name().startsWith("org.springframework.data.")) {
        return Optional.of(each.argument(0));
      }
    }
    return Optional.empty();
  }

  private static Optional<JType> repositoryDefinition(TypeDecl type, Program program) {
    Optional<AnnotationFact> annotation =
        Entities.annotation(
            type.fact().annotations(),
            "RepositoryDefinition",
            type,
            program,
            "org.springframework.data.");
    return annotation.map(
        a ->
            a.attributes().get("domainClass")
                    instanceof dev.watertight.analyzer.facts.Expr.ClassLiteral literal
                ? program.resolve(literal.type(), type)
                : JType.UNKNOWN);
  }

  /** Whether a domain type says nothing: a type parameter that nobody has bound yet. */
  static boolean isOpen(JType domain) {
    return domain.name().isEmpty() || domain.is("java.lang.Object");
  }

  /** Whether the domain type is kept in a store that is no relational database. */
  static boolean isDocument(JType domain, Program program) {
    return program
        .find(domain.name())
        .map(
            t ->
                t.fact().annotations().stream()
                    .anyMatch(
                        a -> DOCUMENTS.contains(a.name().substring(a.name().lastIndexOf('.') + 1))))
        .orElse(false);
  }
}
