package dev.watertight.analyzer.source;

import dev.watertight.analyzer.source.Words.Hashes;
import dev.watertight.analyzer.source.Words.Kind;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells in one pass over a Java file's bytes whether it may contain any of some words outside its
 * comments: parsing it costs some hundred times as much.
 *
 * <p>A word matches as a whole, between characters that are no ASCII letter, digit or {@code _}. It
 * never says no where a word occurs, and rather says yes too often: what is hidden behind an
 * escape, and what is no text and so must be reported, matches always. It does not see what is put
 * together from parts, such as {@code "pro" + "jects"}.
 */
public final class Prefilter implements Predicate<byte[]> {
  /** One of these words, or, where there are others, one of these and one of the others. */
  private record Clause(Hashes words, Optional<Hashes> others) {
    boolean matches(Words file) {
      return file.anyIn(words) && (others.isEmpty() || file.anyIn(others.get()));
    }
  }

  private final List<Clause> clauses;
  private final boolean all;

  private Prefilter(List<Clause> clauses, boolean all) {
    this.clauses = List.copyOf(clauses);
    this.all = all;
  }

  /**
   * A filter for words in any case, in code and in literals. A word that holds other characters,
   * such as a qualified name, is known by its longest part of letters, digits and {@code _}.
   */
  public static Prefilter of(Collection<String> words) {
    return any(words, List.of(Kind.CAPITAL, Kind.SMALL, Kind.LITERAL));
  }

  /** A filter for names of classes and methods, which match in code, as they are written. */
  public static Prefilter identifiers(Collection<String> identifiers) {
    return any(identifiers, List.of(Kind.CODE));
  }

  /** A filter for names of annotations, which match behind their {@code @}, as they are written. */
  public static Prefilter annotations(Collection<String> names) {
    return any(names, List.of(Kind.ANNOTATION));
  }

  /**
   * A filter for names of tables and entities, which match in literals, in any case, and in code
   * where they are not all in small letters: constants and classes are named after tables, and what
   * is in small letters is a variable.
   */
  public static Prefilter names(Collection<String> names) {
    return any(names, List.of(Kind.LITERAL, Kind.CAPITAL));
  }

  /** A filter for files that hold an identifier of these, and one of those. */
  public static Prefilter both(Collection<String> these, Collection<String> those) {
    Hashes first = new Hashes();
    Hashes second = new Hashes();
    these.forEach(w -> first.add(Words.hash(w, Kind.CODE)));
    those.forEach(w -> second.add(Words.hash(w, Kind.CODE)));
    return new Prefilter(List.of(new Clause(first, Optional.of(second))), false);
  }

  /** A filter that lets through what one of the two does. */
  public Prefilter or(Prefilter other) {
    return new Prefilter(
        Stream.concat(clauses.stream(), other.clauses.stream()).toList(), all || other.all);
  }

  private static Prefilter any(Collection<String> words, List<Kind> kinds) {
    Hashes hashes = new Hashes();
    boolean all = false;
    for (String word : words) {
      String part =
          Arrays.stream(word.split("[^A-Za-z0-9_]+", -1))
              .max(Comparator.comparingInt(String::length))
              .orElse("");
      all |= part.isEmpty();
      kinds.forEach(kind -> hashes.add(Words.hash(part, kind)));
    }
    return new Prefilter(List.of(new Clause(hashes, Optional.empty())), all);
  }

  /** Whether the file may contain what is looked for. */
  @Override
  public boolean test(byte[] bytes) {
    return all || matches(Words.in(bytes));
  }

  boolean matches(Words file) {
    return all || clauses.stream().anyMatch(c -> c.matches(file));
  }
}
