package dev.watertight.core.suppression;

import dev.watertight.core.config.Configuration.Suppression;
import dev.watertight.core.config.Glob;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;
import java.time.LocalDate;
import java.util.Optional;

/** An entry of the configuration's suppressions, ready to match. */
final class Entry {
  private final Suppression suppression;
  private final Optional<Glob> path;
  private final Optional<ObjectPattern> object;

  Entry(Suppression suppression) {
    this.suppression = suppression;
    this.path = suppression.path().map(Glob::of);
    this.object = suppression.object().map(ObjectPattern::new);
  }

  Suppression suppression() {
    return suppression;
  }

  boolean matches(Finding finding) {
    return finding.rule().equals(suppression.rule()) && isAt(finding);
  }

  /** Whether the finding is where the entry points, of whatever rule. */
  boolean isAt(Finding finding) {
    boolean inFile =
        finding.location() instanceof Location.InFile file
            && path.filter(glob -> glob.matches(file.file())).isPresent();
    boolean onObject =
        finding.location() instanceof Location.InDatabase database
            && object.filter(pattern -> pattern.matchesObject(database.object())).isPresent();
    boolean onTable =
        finding.table().flatMap(t -> object.filter(pattern -> pattern.matchesTable(t))).isPresent();
    return inFile || onObject || onTable;
  }

  boolean isUnexplained() {
    return suppression.reason().isBlank();
  }

  boolean isExpired(LocalDate today) {
    return suppression.expires().filter(today::isAfter).isPresent();
  }

  boolean holds(LocalDate today) {
    return !isUnexplained() && !isExpired(today);
  }

  /** What it points at, for people. */
  String target() {
    return suppression
        .path()
        .map(p -> "in `" + p + "`")
        .orElseGet(() -> "on `" + suppression.object().orElse("") + "`");
  }
}
