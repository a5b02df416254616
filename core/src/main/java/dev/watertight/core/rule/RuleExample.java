package dev.watertight.core.rule;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An example of a rule's page, which tests run.
 *
 * @param rule the rule's name
 * @param expected whether the rule must find something in it
 * @param title its heading
 * @param line line of its heading in the page, from 1
 * @param files its files, in the order of the page, to be laid over the base project
 */
public record RuleExample(
    String rule, Expected expected, String title, int line, List<File> files) {

  /** What the rule must do. */
  public enum Expected {
    /** Find something on every marked line, and on no other; and so must the other rules. */
    LEAK,
    /** Find nothing; other rules only what is marked as theirs. */
    SAFE
  }

  /**
   * A file of an example.
   *
   * @param path relative to the project's root
   * @param text its text, without the marks
   * @param pageLine line of the page where the text begins, from 1
   * @param leaks lines of the text that findings of the rule are expected on, from 1
   * @param others the names of other rules that must find something too, by line of the text
   */
  public record File(
      String path,
      String text,
      int pageLine,
      SortedSet<Integer> leaks,
      SortedMap<Integer, SortedSet<String>> others) {
    public File {
      leaks = Collections.unmodifiableSortedSet(new TreeSet<>(leaks));
      others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }
  }

  public RuleExample {
    files = List.copyOf(files);
  }
}
