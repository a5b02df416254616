package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Access.Unknown;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Road;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Statement;
import dev.watertight.analyzer.link.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Spring Data, where it is called: what a repository inherits from the library is a statement at
 * the call. Methods that the program's own repository declares are statements where they are
 * declared, and are left to {@link SpringDataDeclarations}.
 */
@AutoService(Road.class)
public final class SpringDataRoad implements Road {
  private static final Set<String> INHERITED =
      Set.of(
          "findAll",
          "findAllById",
          "findById",
          "findOne",
          "findBy",
          "findRevisions",
          "findRevision",
          "findLastChangeRevision",
          "getById",
          "getOne",
          "getReferenceById",
          "existsById",
          "exists",
          "count",
          "save",
          "saveAll",
          "saveAndFlush",
          "saveAllAndFlush",
          "delete",
          "deleteAll",
          "deleteById",
          "deleteAllById",
          "deleteInBatch",
          "deleteAllInBatch",
          "deleteAllByIdInBatch");
  private static final Set<String> BY_ID =
      Set.of(
          "findById",
          "getById",
          "getOne",
          "getReferenceById",
          "save",
          "saveAll",
          "saveAndFlush",
          "saveAllAndFlush",
          "delete",
          "deleteById",
          "deleteAllById");
  private static final Set<String> LOADS =
      Set.of(
          "findById",
          "findAllById",
          "getById",
          "getOne",
          "getReferenceById",
          "existsById",
          "deleteById",
          "deleteAllById",
          "deleteAllByIdInBatch");
  private static final Set<String> ALL =
      Set.of("findAll", "count", "deleteAll", "deleteAllInBatch");
  private static final Pattern DERIVED =
      Pattern.compile(
          "(?:find|read|get|query|search|stream|count|exists|delete|remove)\\p{Alnum}*By\\p{Upper}.*");

  @Override
  public boolean begins(String method, int arguments) {
    return INHERITED.contains(method) || DERIVED.matcher(method).matches();
  }

  @Override
  public Set<String> libraries() {
    return Set.of("springframework");
  }

  /** Whether a call by that name is looked at here. */
  static boolean isDerived(String name) {
    return DERIVED.matcher(name).matches();
  }

  @Override
  public Optional<Value> call(Site site) {
    String name = site.name();
    boolean inherited = INHERITED.contains(name);
    if (!inherited && !DERIVED.matcher(name).matches()) {
      return Optional.empty();
    }
    JType receiver = site.receiver().type();
    Optional<JType> repository = SpringDataTypes.domain(receiver, site.program());
    if (repository.isEmpty()
        || SpringDataTypes.isDocument(repository.get(), site.program())
        || isOwnStatement(site)
        || (!inherited && !site.isDeclared())) {
      return Optional.empty();
    }
    JType domain = repository.get();
    boolean write = name.matches("(save|delete|remove|insert|update).*");
    boolean open = OpenDomain.isOpen(domain, site.program(), site.tables());
    if (open && (isOwnBase(site) || OpenDomain.mayBe(site))) {
      // What a generic base class touches is up to its subtypes.
      Statement statement = site.statement("Spring Data", openly(site, name));
      statement.touchesOpen(OpenDomain.of(site), write);
      if (!isOwnBase(site)) {
        statement.unknown(unknown(receiver));
      }
      return Optional.of(Value.UNKNOWN);
    }
    Optional<KnownTable> table = open ? Optional.empty() : Entities.table(domain, site.tables());
    if (table.isPresent()) {
      site.touches("Spring Data", through(site, domain, name), table.get(), write);
      says(site, name);
    } else if (open
        || site.program().find(domain.name()).isEmpty()
        || site.tables().mapping(domain).isEmpty()) {
      site.statement("Spring Data", through(site, domain, name)).unknown(unknown(receiver));
    }
    return Optional.of(result(name, domain, site));
  }

  /** What is said by the names and arguments of the library's methods. */
  private static void says(Site site, String name) {
    boolean deletes = name.startsWith("delete");
    if (LOADS.contains(name)) {
      Entities.saysById(site, deletes);
    } else if (ALL.contains(name) && site.arguments().stream().allMatch(SpringDataRoad::isPaging)) {
      Entities.saysAll(site, deletes);
    }
  }

  private static boolean isPaging(Value argument) {
    return Set.of("Pageable", "PageRequest", "Sort").contains(argument.type().simpleName());
  }

  private static Unknown unknown(JType repository) {
    return new Unknown(
        Unknown.What.TABLE,
        "the table of the repository `" + repository.simpleName() + "` is not known");
  }

  private static Through openly(Site site, String name) {
    boolean jpa =
        site.program().lineage(site.receiver().type()).stream()
            .anyMatch(t -> t.name().startsWith("org.springframework.data.jpa."));
    return !jpa
        ? Through.NATIVE
        : BY_ID.contains(name) ? Through.ENTITY_BY_ID : Through.ENTITY_QUERY;
  }

  /** Whether the program declares the method so that its declaration is the statement. */
  private static boolean isOwnStatement(Site site) {
    Optional<MethodDecl> declared = site.declared();
    if (declared.isEmpty()) {
      return false;
    }
    MethodDecl method = declared.get();
    JType owner = JType.of(method.owner().name());
    Optional<JType> domain = SpringDataTypes.domain(owner, site.program());
    boolean isAbstract = method.fact().body().isEmpty();
    return !isAbstract
        || domain.isEmpty()
        || !OpenDomain.isOpen(domain.get(), site.program(), site.tables());
  }

  private static boolean isOwnBase(Site site) {
    String receiver = site.receiver().type().name();
    return receiver.equals(site.type().name())
        || site.program().is(JType.of(site.type().name()), receiver);
  }

  private static Through through(Site site, JType domain, String name) {
    boolean jpa =
        site.tables().mapping(domain).map(m -> m.kind() == Mapping.Kind.JPA).orElse(false);
    if (!jpa) {
      return Through.NATIVE;
    }
    return BY_ID.contains(name) ? Through.ENTITY_BY_ID : Through.ENTITY_QUERY;
  }

  private static Value result(String name, JType domain, Site site) {
    if (name.equals("findById") || name.equals("findOne")) {
      return Value.of(new JType("java.util.Optional", List.of(domain)));
    }
    if (name.startsWith("findAll") || name.startsWith("saveAll")) {
      return Value.of(new JType("java.util.List", List.of(domain)));
    }
    if (name.startsWith("save") || name.startsWith("get")) {
      return name.startsWith("save") && SpringDataTypes.isOpen(domain)
          ? site.argument(0)
          : Value.of(domain);
    }
    return Value.UNKNOWN;
  }
}
