package dev.watertight.database.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Combinations of options, best first. */
final class Combinations {
  private static final int LONGEST = 20_000;

  private Combinations() {}

  /**
   * The combinations with the least sum of ranks.
   *
   * @param sizes how many options each place has; one more stands for none of them
   */
  static List<int[]> byRank(List<Integer> sizes, int most) {
    List<int[]> all = new ArrayList<>();
    all.add(new int[sizes.size()]);
    for (int place = 0; place < sizes.size(); place++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] start : all) {
        for (int option = 0; option <= sizes.get(place) && longer.size() < LONGEST; option++) {
          int[] next = start.clone();
          next[place] = option;
          longer.add(next);
        }
      }
      all = longer;
    }
    all.sort(Comparator.comparingInt(Combinations::sum));
    return all.subList(0, Math.min(most, all.size()));
  }

  private static int sum(int[] ranks) {
    int sum = 0;
    for (int rank : ranks) {
      sum += rank;
    }
    return sum;
  }
}
