package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.tenant.TenantModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** By which names and types code speaks of the tenant. */
final class Terms {
  private static final Set<String> USUAL = Set.of("tenant", "organization", "organisation", "org");

  private static final Set<String> ENDS =
      Set.of(
          "id",
          "key",
          "code",
          "uuid",
          "ref",
          "slug",
          "identifier",
          "number",
          "handle",
          "value",
          "schema");

  private static final Set<String> HOLDERS =
      Set.of("context", "holder", "provider", "resolver", "accessor", "supplier", "scope", "local");

  private static final Set<String> NO_VALUES =
      Set.of("is", "has", "multi", "non", "without", "across", "all", "per", "ignore", "skip");

  private final Program program;
  private final Set<String> roots = new HashSet<>(USUAL);
  private final Set<String> columns = new HashSet<>();
  private final Set<String> types = new HashSet<>();
  private final Set<String> identities = new HashSet<>();

  Terms(Configuration configuration, TenantModel model, Program program) {
    this.program = program;
    List<String> named = new ArrayList<>(model.tenantColumns());
    named.addAll(configuration.tables().columns().values());
    for (String column : named) {
      columns.add(joined(words(column)));
      List<String> words = words(column);
      if (words.size() > 1 && ENDS.contains(words.get(words.size() - 1))) {
        roots.add(joined(words.subList(0, words.size() - 1)));
      }
    }
    model
        .tenantTable()
        .filter(t -> !t.equals("none"))
        .ifPresent(t -> roots.add(joined(words(singular(bare(t))))));
    types.addAll(configuration.code().tenantTypes());
    types.addAll(configuration.code().tenantScopeTypes());
    identities.addAll(
        configuration.code().verifiedIdentity().stream()
            .map(i -> i.replaceFirst("#.*$", ""))
            .toList());
  }

  /** The words for the tenant, in small letters. */
  Set<String> roots() {
    return roots;
  }

  private static String bare(String table) {
    return table.substring(table.lastIndexOf('.') + 1).replace("\"", "");
  }

  private static String singular(String table) {
    if (table.endsWith("ies")) {
      return table.substring(0, table.length() - 3) + "y";
    }
    return table.endsWith("s") && !table.endsWith("ss")
        ? table.substring(0, table.length() - 1)
        : table;
  }

  /** The parts of a name, in small letters: of {@code getTenantId}, {@code TENANT_ID}. */
  static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    for (String part :
        name.split("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", -1)) {
      if (!part.isEmpty()) {
        words.add(part.toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }

  private static String joined(List<String> words) {
    return String.join("", words);
  }

  /** Whether the name is one of the tenant's id, or of the tenant itself. */
  boolean isTenant(String name) {
    List<String> words = words(name);
    if (words.isEmpty() || words.stream().anyMatch(NO_VALUES::contains)) {
      return false;
    }
    String all = joined(words);
    if (columns.stream().anyMatch(c -> all.equals(c) || (c.length() > 5 && all.endsWith(c)))) {
      return true;
    }
    return endsWithRoot(ENDS.contains(words.get(words.size() - 1)) ? cut(words) : words);
  }

  private static List<String> cut(List<String> words) {
    return words.subList(0, words.size() - 1);
  }

  private boolean endsWithRoot(List<String> words) {
    for (int from = 0; from < words.size(); from++) {
      if (roots.contains(joined(words.subList(from, words.size())))) {
        return true;
      }
    }
    return false;
  }

  /** Whether what has the name knows the current tenant: {@code TenantContext}. */
  boolean isHolder(String name) {
    List<String> words = words(name);
    if (words.isEmpty() || words.stream().anyMatch(NO_VALUES::contains)) {
      return false;
    }
    while (words.size() > 1 && HOLDERS.contains(words.get(words.size() - 1))) {
      words = cut(words);
    }
    String last = words.get(words.size() - 1);
    List<String> one = new ArrayList<>(cut(words));
    one.add(last.endsWith("s") ? last.substring(0, last.length() - 1) : last);
    return endsWithRoot(words) || endsWithRoot(one);
  }

  /** Adds a type whose instances are bound to one tenant. */
  void addScope(String type) {
    types.add(type);
  }

  /** Whether the type is one from which a tenant may come. */
  boolean isIdentity(JType type) {
    return !type.name().isEmpty() && isOneOf(type, identities);
  }

  /** The simple names of the types from which a tenant may come. */
  Set<String> identities() {
    return identities.stream().map(Code::simple).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether an object of the type carries the tenant, as configured or found. */
  boolean carries(JType type) {
    return !type.name().isEmpty()
        && (isOneOf(type, types) || isOneOf(type, identities) || isTenant(type.simpleName()));
  }

  private boolean isOneOf(JType type, Set<String> names) {
    return names.contains(type.name())
        || (type.isUnknown()
            ? names.stream().anyMatch(n -> n.endsWith("." + type.simpleName()))
            : program.isAny(type, names));
  }

  /** Whether the type keeps a tenant's id in its state. */
  boolean hasTenantState(TypeDecl type) {
    for (JType each : program.lineage(JType.of(type.name()))) {
      boolean has =
          program
              .known(each.name())
              .map(
                  t ->
                      Types.state(t).stream()
                          .anyMatch(f -> isTenantField(f) || carries(program.resolve(f.type(), t))))
              .orElse(false);
      if (has) {
        return true;
      }
    }
    return false;
  }

  private boolean isTenantField(FieldFact field) {
    return isTenant(field.name());
  }
}
