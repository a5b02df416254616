package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.flow.Flow;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.scope.Judgements;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the rules see of a project.
 *
 * @param accesses every access, by place
 * @param factory what alone may touch tenant tables
 * @param marks the reviewed cross-tenant accesses
 * @param filters what adds the tenant by itself
 * @param judgements what is wrong with a statement
 * @param flow how values and scopes move
 * @param unscoped finds what is not held to the tenant, once
 * @param today the day that ends are held against
 */
public record Analysis(
    Configuration configuration,
    TenantModel model,
    Program program,
    TableIndex tables,
    List<Access> accesses,
    Factory factory,
    Marks marks,
    Filters filters,
    Judgements judgements,
    Flow flow,
    Unscoped.Once unscoped,
    LocalDate today) {

  /** The scoped tables that the access names, each once, in the order of the statement. */
  public List<TableUse> scoped(Access access) {
    Set<String> seen = new HashSet<>();
    return access.tables().stream()
        .filter(tables::isScoped)
        .filter(u -> seen.add(spelled(u)))
        .toList();
  }

  /** The table's name as the model spells it. */
  public String spelled(TableUse use) {
    return tables.find(use.schema(), use.name()).map(TenantTable::name).orElse(use.name());
  }

  /**
   * The files that must be read, too, to follow what was found this far.
   *
   * @see Flow#wanted()
   */
  public Map<String, Set<String>> wanted() {
    openStatements();
    return flow.wanted();
  }

  /** What is wrong with the statements that are not held to the tenant. */
  Unscoped openStatements() {
    return unscoped.of(this);
  }

  /** Whether the model has any table that belongs to tenants. */
  public boolean hasScopedTables() {
    return model.tables().stream().anyMatch(t -> t.kind() == TenantTable.Kind.SCOPED);
  }

  /** Why nothing can be said about tenant tables, if nothing can. */
  public Optional<String> offWithoutTables() {
    return hasScopedTables()
        ? Optional.empty()
        : Optional.of(
            "no tenant-scoped table is known: set `tenant.column` or `tables.scoped` in watertight.yml");
  }
}
