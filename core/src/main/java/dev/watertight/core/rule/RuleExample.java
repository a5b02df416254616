package dev.watertight.core.rule;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
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
    /** Find something on every marked line, and on no other. */
    LEAK,
    /** Find nothing. */
    SAFE
  }

  /**
   * A file of an example.
   *
   * @param path relative to the project's root
   * @param text its text, without the marks
   * @param pageLine line of the page where the text begins, from 1
   * @param leaks lines of the text that findings are expected on, from 1
   */
  public record File(String path, String text, int pageLine, SortedSet<Integer> leaks) {
    public File {
      leaks = Collections.unmodifiableSortedSet(new TreeSet<>(leaks));
    }
  }

  public RuleExample {
    files = List.copyOf(files);
  }
}
