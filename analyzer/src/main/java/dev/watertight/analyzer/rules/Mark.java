package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.facts.Span;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A mark of a reviewed cross-tenant access.
 *
 * @param annotation simple name of the annotation; the pattern, for a mark by configuration
 * @param element what is marked, for people
 * @param reason as given, empty where there is none
 * @param expires as given
 * @param path the file
 * @param at the annotation
 * @param covers the marked element; for a package, nothing: it covers its files
 * @param packageName for a mark on a package
 * @param inherited whether it stands elsewhere, where what is wrong with it is reported
 */
record Mark(
    String annotation,
    String element,
    Optional<String> reason,
    Optional<String> expires,
    String path,
    Span at,
    Span covers,
    Optional<String> packageName,
    boolean inherited) {

  /** What is wrong with the mark, to follow its name. */
  Optional<String> fault(LocalDate today) {
    if (isUnexplained()) {
      return Optional.of(
          "gives no reason: say in a constant why this access may cross tenants, and who reviewed it.");
    }
    if (expires.isEmpty() || expires.get().isBlank()) {
      return Optional.empty();
    }
    try {
      return LocalDate.parse(expires.get().strip()).isBefore(today)
          ? Optional.of(
              "expired on "
                  + expires.get().strip()
                  + ": review the access again and set a new end, or remove it.")
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.of(
          "expires on `" + expires.get() + "`, which is no date: write it as yyyy-mm-dd.");
    }
  }

  /** Whether it still excuses: one that has expired does not. */
  boolean holds(LocalDate today) {
    return expires.isEmpty()
        || expires.get().isBlank()
        || fault(today).isEmpty()
        || isUnexplained();
  }

  /** Whether there is nothing to read in the reason: invisible characters are none. */
  private boolean isUnexplained() {
    return reason.filter(r -> r.codePoints().anyMatch(c -> !isInvisible(c))).isEmpty();
  }

  private static boolean isInvisible(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.FORMAT;
  }

  /** The same mark, as it stands on what it is a part of. */
  Mark on(
      String otherElement,
      String otherPath,
      Span otherAt,
      Span otherCovers,
      Optional<String> otherPackage) {
    return new Mark(
        annotation,
        otherElement,
        reason,
        expires,
        otherPath,
        otherAt,
        otherCovers,
        otherPackage,
        true);
  }

  boolean covers(String file, String filePackage, Span place) {
    if (packageName.isPresent()) {
      return packageName.get().equals(filePackage);
    }
    return path.equals(file)
        && covers.contains(new Span(place.line(), place.column(), place.line(), place.column()));
  }
}
