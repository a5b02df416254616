package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access;
import dev.watertight.core.finding.Severity;
import java.util.Optional;
import java.util.stream.Collectors;

/** A statement whose text or tables cannot be determined: not proven safe. */
@AutoService(Rule.class)
public final class OpaqueSql implements Rule {
  @Override
  public String name() {
    return "opaque-sql";
  }

  @Override
  public Optional<String> offBecause(Analysis analysis) {
    return analysis.offWithoutTables();
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    for (Access access : analysis.accesses()) {
      if (access.unknown().isEmpty()
          || RawTableAccess.isRaw(analysis, access)
          || analysis.marks().excuse(access)) {
        continue;
      }
      Access.Unknown worst = worst(access);
      reporter.report(
          severity(analysis, access, worst),
          access.path(),
          access.at(),
          message(access, worst),
          analysis.scoped(access).stream().findFirst().map(analysis::spelled),
          access.member(),
          access.text());
    }
  }

  private static Access.Unknown worst(Access access) {
    return access.unknown().stream()
        .min(java.util.Comparator.comparing(Access.Unknown::what))
        .orElseThrow();
  }

  /**
   * Where every table is known and none is a tenant's, the part that is not known is a remark; so
   * is what is taken for paging.
   */
  private static Severity severity(Analysis analysis, Access access, Access.Unknown worst) {
    boolean onlyOthers =
        worst.what() == Access.Unknown.What.FRAGMENT
            && !access.tables().isEmpty()
            && analysis.scoped(access).isEmpty();
    boolean paging = worst.what() == Access.Unknown.What.PAGING;
    return onlyOthers || paging ? Severity.NOTE : Severity.WARNING;
  }

  private static String message(Access access, Access.Unknown worst) {
    String known =
        access.tables().isEmpty()
            ? ""
            : access.tables().stream()
                .map(t -> "`" + t.name() + "`")
                .distinct()
                .collect(Collectors.joining(", ", " It names ", "."));
    return "This statement ("
        + access.road()
        + ") is not proven safe: "
        + worst.reason()
        + "."
        + known
        + " Build it from constants, or bind values instead of joining text; where it must stay,"
        + " explain it with @AcrossTenants(reason = …).";
  }
}
