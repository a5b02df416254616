package dev.watertight.analyzer.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The texts that a string expression can have. A place that is not known is a {@link #HOLE}; a
 * place that is a parameter of the method is a character from {@link #PARAMETER} on, so that
 * callers can be asked for it.
 *
 * @param variants at least one, at most {@value #MAX_VARIANTS}
 * @param cut whether there were more than that: the longest were kept
 */
public record Texts(List<String> variants, boolean cut) {
  /** Stands for a stretch that is not known. The same character as in the package sql. */
  public static final char HOLE = '\uE000';

  static final char PARAMETER = '\uE100';
  private static final int MAX_VARIANTS = 16;
  private static final int MAX_LENGTH = 100_000;

  /** Nothing is known. */
  public static final Texts UNKNOWN = of(String.valueOf(HOLE));

  static final Texts EMPTY = of("");

  public Texts {
    variants = List.copyOf(variants);
  }

  /** A known text. */
  public static Texts of(String text) {
    return new Texts(
        List.of(text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + HOLE : text), false);
  }

  static Texts parameter(int index) {
    return of(String.valueOf((char) (PARAMETER + index)));
  }

  /** Each of these followed by each of those. */
  Texts then(Texts next) {
    if (variants.size() == 1 && next.variants.size() == 1) {
      return new Texts(of(variants.get(0) + next.variants.get(0)).variants, cut || next.cut);
    }
    Set<String> all = new LinkedHashSet<>();
    for (String first : variants) {
      for (String second : next.variants) {
        all.add(first + second);
      }
    }
    return bounded(all, cut || next.cut);
  }

  /** One after the other. In one go, for there may be thousands. */
  static Texts joined(List<Texts> terms) {
    Texts joined = EMPTY;
    StringBuilder single = new StringBuilder();
    for (Texts term : terms) {
      if (term.variants.size() > 1 || term.cut) {
        joined = joined.then(of(single.toString())).then(term);
        single.setLength(0);
      } else if (single.length() <= MAX_LENGTH) {
        single.append(term.variants.get(0));
      }
    }
    return joined.then(of(single.toString()));
  }

  /** These or those. */
  public Texts or(Texts other) {
    if (equals(other)) {
      return this;
    }
    Set<String> all = new LinkedHashSet<>(variants);
    all.addAll(other.variants);
    return bounded(all, cut || other.cut);
  }

  /** Each of these together with each of those. */
  public Texts with(Texts other, BinaryOperator<String> join) {
    Set<String> all = new LinkedHashSet<>();
    for (String mine : variants) {
      for (String theirs : other.variants) {
        all.add(join.apply(mine, theirs));
      }
    }
    return bounded(all, cut || other.cut);
  }

  /** Each changed by itself. */
  public Texts map(UnaryOperator<String> change) {
    Set<String> all = new LinkedHashSet<>();
    variants.forEach(v -> all.add(change.apply(v)));
    return bounded(all, cut);
  }

  private static Texts bounded(Set<String> all, boolean cut) {
    if (all.size() <= MAX_VARIANTS) {
      return new Texts(List.copyOf(all), cut);
    }
    List<String> kept = new ArrayList<>(all);
    kept.sort(Comparator.comparingInt(String::length).reversed().thenComparing(s -> s));
    return new Texts(List.copyOf(kept.subList(0, MAX_VARIANTS)), true);
  }

  /** Whether nothing at all is known. */
  boolean isUnknown() {
    return variants.size() == 1
        && variants.get(0).length() == 1
        && variants.get(0).charAt(0) == HOLE;
  }

  /** Whether a parameter of the method is part of it. */
  boolean hasParameters() {
    return variants.stream().anyMatch(v -> v.chars().anyMatch(Texts::isParameter));
  }

  /** The parameters of the method that stand in it, by index. */
  Set<Integer> parameters() {
    Set<Integer> indexes = new TreeSet<>();
    variants.forEach(
        v -> v.chars().filter(Texts::isParameter).forEach(c -> indexes.add(c - PARAMETER)));
    return indexes;
  }

  /** Whether any part of it is not known, or only to callers. */
  boolean hasHoleOrParameter() {
    return hasParameters() || variants.stream().anyMatch(v -> v.indexOf(HOLE) >= 0);
  }

  /** Whether the character stands for what is not known, or only to callers. */
  public static boolean isOpen(int c) {
    return c == HOLE || isParameter(c);
  }

  static boolean isParameter(int c) {
    return c >= PARAMETER && c < PARAMETER + 256;
  }

  /** Puts what the caller passes in the place of each parameter. */
  Texts bind(List<Value> arguments) {
    Texts result = null;
    for (String variant : variants) {
      Texts bound = EMPTY;
      int from = 0;
      for (int i = 0; i < variant.length(); i++) {
        char c = variant.charAt(i);
        if (isParameter(c)) {
          int index = c - PARAMETER;
          bound =
              bound
                  .then(of(variant.substring(from, i)))
                  .then(index < arguments.size() ? arguments.get(index).textOrHole() : UNKNOWN);
          from = i + 1;
        }
      }
      bound = bound.then(of(variant.substring(from)));
      result = result == null ? bound : result.or(bound);
    }
    return result == null ? UNKNOWN : new Texts(result.variants, result.cut || cut);
  }

  /** Parameters become holes. */
  Texts withoutParameters() {
    return map(
        v -> {
          StringBuilder text = new StringBuilder(v);
          for (int i = 0; i < text.length(); i++) {
            if (isParameter(text.charAt(i))) {
              text.setCharAt(i, HOLE);
            }
          }
          return text.toString();
        });
  }
}
