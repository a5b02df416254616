package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Detects the tenant factory where none is configured: a class that is made for one tenant (its
 * constructor takes the tenant id and keeps it in a final field), holds a handle of the database,
 * and touches scoped tables itself. That is the shape of a client that bakes the tenant into every
 * query; a service that merely knows a tenant does not have it.
 */
public final class FactoryDetector {
  private static final Pattern HANDLE =
      Pattern.compile(
          "DSLContext|.*JdbcTemplate|JdbcOperations|NamedParameterJdbcOperations|JdbcClient|EntityManager|"
              + "Session|SqlSession|Handle|Jdbi|Connection|DataSource");
  private static final Pattern TENANT_NAME =
      Pattern.compile("(?i)(current)?(tenant|organi[sz]ation|org)(id|key|code)?");

  private FactoryDetector() {}

  /** The classes of that shape, as patterns; none where nothing has it. */
  public static Factory detect(
      Program program, TableIndex tables, List<Access> accesses, List<String> tenantColumns) {
    Set<String> touching = new TreeSet<>();
    for (Access access : accesses) {
      if (access.type().isPresent() && access.tables().stream().anyMatch(tables::isScoped)) {
        touching.add(access.type().get().outermost().name());
      }
    }
    Set<String> patterns = new TreeSet<>();
    for (String name : touching) {
      program
          .find(name)
          .filter(t -> hasShape(t, tenantColumns))
          .ifPresent(t -> patterns.add(t.name()));
    }
    return new Factory(List.copyOf(patterns), true);
  }

  private static boolean hasShape(TypeDecl type, List<String> tenantColumns) {
    TypeFact fact = type.fact();
    boolean handle = fact.fields().stream().anyMatch(f -> isHandle(f));
    boolean tenant =
        fact.fields().stream()
            .anyMatch(
                f ->
                    !f.modifiers().isStatic()
                        && (f.modifiers().isFinal() || f.role() == FieldFact.Role.RECORD_COMPONENT)
                        && isTenant(f.name(), tenantColumns)
                        && (f.role() == FieldFact.Role.RECORD_COMPONENT
                            || isConstructorParameter(fact, tenantColumns)));
    return handle && tenant;
  }

  private static boolean isHandle(FieldFact field) {
    String name = field.type().name();
    return HANDLE.matcher(name.substring(name.lastIndexOf('.') + 1)).matches();
  }

  private static boolean isConstructorParameter(TypeFact fact, List<String> tenantColumns) {
    for (MethodFact method : fact.methods()) {
      if (method.name().equals("<init>")
          && method.parameters().stream().anyMatch(p -> isTenant(p.name(), tenantColumns))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTenant(String name, List<String> tenantColumns) {
    String bare = name.replace("_", "").toLowerCase(Locale.ROOT);
    return TENANT_NAME.matcher(name).matches()
        || tenantColumns.stream()
            .anyMatch(c -> c.replace("_", "").toLowerCase(Locale.ROOT).equals(bare));
  }
}
