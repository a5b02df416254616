package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The table of a statement in a generic base class or interface, which only subtypes know: they
 * bind a type parameter to an entity, or to a repository or mapper of one.
 */
final class OpenDomain {
  private OpenDomain() {}

  /** Whether the class that the call stands in leaves to subtypes what it is about. */
  static boolean mayBe(Site site) {
    return !site.type().outermost().fact().typeParameters().isEmpty()
        || !site.type().fact().typeParameters().isEmpty();
  }

  /** Gives, for a subtype of the class that the call stands in, the table that it is about. */
  static Function<JType, Optional<KnownTable>> of(Site site) {
    return of(site.type(), site.program(), site.tables());
  }

  /** Gives, for a subtype of the class, the table that it is about. */
  static Function<JType, Optional<KnownTable>> of(
      TypeDecl type, Program program, TableIndex tables) {
    String base = type.name();
    return subtype -> {
      Optional<KnownTable> own = table(subtype, program, tables);
      if (own.isPresent()) {
        return own;
      }
      Optional<JType> bound =
          program.lineage(subtype).stream().filter(t -> t.name().equals(base)).findFirst();
      List<JType> arguments = bound.map(JType::arguments).orElse(List.of());
      for (JType argument : arguments) {
        Optional<KnownTable> found = table(argument, program, tables);
        if (found.isPresent()) {
          return found;
        }
      }
      return arguments.stream()
          .filter(a -> !isOpen(a, program, tables))
          .flatMap(a -> tables.mapping(a).stream())
          .map(tables::table)
          .findFirst();
    };
  }

  /** The table of a repository, mapper or service of one entity. */
  private static Optional<KnownTable> table(JType type, Program program, TableIndex tables) {
    return SpringDataTypes.domain(type, program)
        .filter(d -> !SpringDataTypes.isDocument(d, program))
        .or(() -> MyBatisRoad.entity(type, program))
        .filter(d -> !isOpen(d, program, tables))
        .flatMap(d -> Entities.table(d, tables));
  }

  /**
   * Whether a domain type says nothing: a type parameter that nobody has bound yet, or a class that
   * entities have in common.
   */
  static boolean isOpen(JType domain, Program program, TableIndex tables) {
    if (SpringDataTypes.isOpen(domain)) {
      return true;
    }
    Optional<TypeDecl> declared = program.find(domain.name());
    return declared.isPresent()
        && tables.mapping(domain).isEmpty()
        && (declared.get().fact().kind() == TypeFact.Kind.INTERFACE
            || declared.get().fact().modifiers().isAbstract()
            || declared.get().fact().annotations().stream()
                .anyMatch(a -> a.name().endsWith("MappedSuperclass")));
  }
}
