package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.TableUse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A tenant-scoped table is reached outside the tenant factory. */
@AutoService(Rule.class)
public final class RawTableAccess implements Rule {
  static final String NAME = "raw-table-access";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> offBecause(Analysis analysis) {
    return analysis
        .offWithoutTables()
        .or(
            () ->
                analysis.factory().isEmpty()
                    ? Optional.of(
                        "no tenant factory is configured or was detected: set"
                            + " `code.tenant-factory` in watertight.yml")
                    : Optional.empty());
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    for (Access access : analysis.accesses()) {
      if (isRaw(analysis, access)) {
        List<TableUse> tables = analysis.filters().uncovered(access, analysis.scoped(access));
        reporter.report(
            access.path(),
            access.at(),
            message(analysis, access, tables),
            Optional.of(analysis.spelled(tables.get(0))),
            access.member(),
            access.text());
      }
    }
  }

  /** Whether the access is one that this rule reports: then no other rule reports the statement. */
  static boolean isRaw(Analysis analysis, Access access) {
    return !analysis.factory().isEmpty()
        && !analysis.factory().contains(access)
        && !analysis.filters().uncovered(access, analysis.scoped(access)).isEmpty()
        && !analysis.marks().excuse(access);
  }

  private static String message(Analysis analysis, Access access, List<TableUse> tables) {
    String names =
        tables.stream().map(analysis::spelled).collect(Collectors.joining("`, `", "`", "`"));
    boolean write = tables.stream().anyMatch(TableUse::write);
    return names
        + (tables.size() == 1 ? " is " : " are ")
        + (write ? "written" : "read")
        + " outside the tenant factory "
        + analysis.factory().label()
        + " ("
        + access.road()
        + "): go through the factory, or explain the access with @AcrossTenants(reason = …).";
  }
}
