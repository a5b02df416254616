package dev.watertight.analyzer.source;

import dev.watertight.analyzer.source.Words.Hashes;
import dev.watertight.analyzer.source.Words.Kind;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

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
  private final Hashes words = new Hashes();
  private boolean all;

  private Prefilter() {}

  /**
   * A filter for words in any case, in code and in literals. A word that holds other characters,
   * such as a qualified name, is known by its longest part of letters, digits and {@code _}.
   */
  public static Prefilter of(Collection<String> words) {
    Prefilter filter = new Prefilter();
    words.forEach(w -> filter.add(w, List.of(Kind.CAPITAL, Kind.SMALL, Kind.LITERAL)));
    return filter;
  }

  /**
   * A filter for the names of what is declared in Java, and of what is declared elsewhere.
   *
   * @param identifiers names of classes and methods, which match in code, as they are written
   * @param names of tables and entities, which match in literals, in any case, and in code where
   *     they are not all in small letters: constants and classes are named after tables, and what
   *     is in small letters is a variable
   */
  public static Prefilter of(Collection<String> identifiers, Collection<String> names) {
    Prefilter filter = new Prefilter();
    identifiers.forEach(w -> filter.add(w, List.of(Kind.CODE)));
    names.forEach(w -> filter.add(w, List.of(Kind.LITERAL, Kind.CAPITAL)));
    return filter;
  }

  private void add(String word, List<Kind> kinds) {
    String part =
        Arrays.stream(word.split("[^A-Za-z0-9_]+", -1))
            .max(Comparator.comparingInt(String::length))
            .orElse("");
    all |= part.isEmpty();
    kinds.forEach(kind -> words.add(Words.hash(part, kind)));
  }

  /** Whether the file may contain one of the words. */
  @Override
  public boolean test(byte[] bytes) {
    return all || matches(Words.in(bytes));
  }

  boolean matches(Words file) {
    return all || file.anyIn(words);
  }
}
