package dev.watertight.analyzer.source;

import dev.watertight.analyzer.source.Words.Hashes;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Predicate;

/**
 * Tells in one pass over a file's bytes whether it may contain any of some words: parsing it costs
 * some hundred times as much.
 *
 * <p>A word matches as a whole, between characters that are no ASCII letter, digit or {@code _}, in
 * any case. It never says no where a word occurs, and rather says yes too often: what is hidden
 * behind an escape, and what is no text and so must be reported, matches always. It does not see
 * what is put together from parts, such as {@code "pro" + "jects"}.
 */
public final class Prefilter implements Predicate<byte[]> {
  private final Hashes words = new Hashes();
  private final boolean all;

  private Prefilter(Collection<String> words) {
    boolean any = false;
    for (String word : words) {
      String part =
          Arrays.stream(word.split("[^A-Za-z0-9_]+", -1))
              .max(Comparator.comparingInt(String::length))
              .orElse("");
      any |= part.isEmpty();
      this.words.add(Words.hash(part));
    }
    this.all = any;
  }

  /**
   * A filter for words. A word that holds other characters, such as a qualified name, is known by
   * its longest part of letters, digits and {@code _}.
   */
  public static Prefilter of(Collection<String> words) {
    return new Prefilter(words);
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
