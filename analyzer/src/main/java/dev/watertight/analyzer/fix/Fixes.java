package dev.watertight.analyzer.fix;

import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.rules.Analysis;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Fix;
import dev.watertight.core.finding.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Gives findings in Java code their fixes. */
public final class Fixes {
  private static final Map<String, Fixer> FIXERS =
      Map.of(
          "session-wide-tenant-context", new SessionSetting(),
          "raw-table-access", new FactoryReceiver(),
          "unscoped-query", Fixer.firstOf(new JooqCondition(), new DeclaredCondition()),
          "ignored-tenant-parameter", Fixer.firstOf(new JooqCondition(), new DeclaredCondition()),
          "unstamped-insert", new JooqStamp(),
          "mutable-tenant-column", new JooqAssignment(),
          "cache-key-without-tenant", new CacheKey(),
          "unused-suppression", new UnusedMark());

  private final Analysis analysis;
  private final Function<String, Optional<String>> text;
  private final Map<String, Optional<JavaText>> files = new HashMap<>();

  private Fixes(Analysis analysis, Function<String, Optional<String>> text) {
    this.analysis = analysis;
    this.text = text;
  }

  /**
   * The same findings, with the fixes that are known for them.
   *
   * @param text a file's text by its path; empty where it cannot be read
   */
  public static List<Finding> given(
      List<Finding> findings, Analysis analysis, Function<String, Optional<String>> text) {
    Fixes fixes = new Fixes(analysis, text);
    return findings.stream().map(f -> fixes.of(f).map(f::withFix).orElse(f)).toList();
  }

  private Optional<Fix> of(Finding finding) {
    Fixer fixer = FIXERS.get(finding.rule());
    if (fixer == null
        || !(finding.location() instanceof Location.InFile at)
        || !at.file().endsWith(".java")) {
      return Optional.empty();
    }
    return files
        .computeIfAbsent(at.file(), f -> text.apply(f).flatMap(t -> JavaText.of(f, t)))
        .flatMap(file -> fixer.fix(new Place(analysis, finding.rule(), file, at, accesses(at))));
  }

  /** What stands at the place, or, for a finding about a method, in it. */
  private List<Access> accesses(Location.InFile at) {
    List<Access> found = new ArrayList<>();
    for (Access each : analysis.accesses()) {
      boolean here =
          each.path().equals(at.file())
              && each.at().line() == at.line()
              && each.at().column() == at.column();
      boolean inMethod =
          each.method()
              .filter(m -> m.owner().file().path().equals(at.file()))
              .filter(
                  m ->
                      m.fact().nameSpan().line() == at.line()
                          && m.fact().nameSpan().column() == at.column())
              .isPresent();
      if (here || inMethod) {
        found.add(each);
      }
    }
    return found;
  }
}
