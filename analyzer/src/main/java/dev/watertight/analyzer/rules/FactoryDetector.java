package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Detects the tenant factory where none is configured: a class that is made for one tenant (it gets
 * the tenant id when it is made and keeps it in a final field), holds a handle of the database, and
 * touches scoped tables itself. That is the shape of a client that bakes the tenant into every
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
          .filter(t -> hasShape(program, t, tenantColumns))
          .ifPresent(t -> patterns.add(t.name()));
    }
    return new Factory(List.copyOf(patterns), true);
  }

  private static boolean hasShape(Program program, TypeDecl type, List<String> tenantColumns) {
    List<FieldFact> fields = new ArrayList<>();
    for (JType each : program.lineage(JType.of(type.name()))) {
      program.find(each.name()).ifPresent(t -> fields.addAll(t.fact().fields()));
    }
    return fields.stream().anyMatch(FactoryDetector::isHandle)
        && fields.stream().anyMatch(f -> isKept(f) && isTenant(f.name(), tenantColumns));
  }

  /** Whether each instance gets the field's value when it is made, and keeps it. */
  private static boolean isKept(FieldFact field) {
    return field.role() == FieldFact.Role.RECORD_COMPONENT
        || (!field.modifiers().isStatic()
            && field.modifiers().isFinal()
            && field.initializer().isEmpty());
  }

  private static boolean isHandle(FieldFact field) {
    String name = field.type().name();
    return HANDLE.matcher(name.substring(name.lastIndexOf('.') + 1)).matches();
  }

  private static boolean isTenant(String name, List<String> tenantColumns) {
    String bare = name.replace("_", "").toLowerCase(Locale.ROOT);
    return TENANT_NAME.matcher(name).matches()
        || tenantColumns.stream()
            .anyMatch(c -> c.replace("_", "").toLowerCase(Locale.ROOT).equals(bare));
  }
}
