package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.scope.Judgement;
import dev.watertight.analyzer.scope.UnusedParameter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A method takes a tenant's id and does not use it to constrain what it reads. */
@AutoService(Rule.class)
public final class IgnoredTenantParameter implements Rule {
  @Override
  public String name() {
    return "ignored-tenant-parameter";
  }

  @Override
  public Optional<String> offBecause(Analysis analysis) {
    return analysis.offWithoutTables();
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    UnusedParameter unused = new UnusedParameter(analysis.model().tenantColumns());
    Set<MethodDecl> reported = new HashSet<>();
    for (Access access : analysis.accesses()) {
      Optional<TableUse> table = open(analysis, access);
      Optional<MethodFact.Parameter> parameter =
          table.isPresent() ? unused.in(access) : Optional.empty();
      if (parameter.isPresent()
          && !analysis.marks().excuse(access)
          && reported.add(access.method().orElseThrow())) {
        MethodFact method = access.method().orElseThrow().fact();
        reporter.report(
            access.method().orElseThrow().owner().file().path(),
            method.nameSpan(),
            "`"
                + method.name()
                + "` takes the tenant's id `"
                + parameter.get().name()
                + "` and does not use it to constrain `"
                + analysis.spelled(table.orElseThrow())
                + "` ("
                + access.road()
                + "), which its callers rely on. Add it to the condition, or take the parameter"
                + " away.",
            table.map(analysis::spelled),
            access.member(),
            parameter.get().name());
      }
    }
  }

  /** A tenant table that the access may reach in rows of any tenant. */
  private static Optional<TableUse> open(Analysis analysis, Access access) {
    if (!Unscoped.isJudged(analysis, access)) {
      return Optional.empty();
    }
    List<TableUse> tables = analysis.filters().uncovered(access, analysis.scoped(access));
    Optional<Judgement> judgement =
        tables.isEmpty() ? Optional.empty() : analysis.judgements().of(access);
    boolean held = judgement.filter(j -> j.unscoped().isEmpty()).isPresent();
    return held
        ? Optional.empty()
        : tables.stream().filter(t -> judgement.isPresent() || !t.write()).findFirst();
  }
}
