package dev.watertight.core.rule;

import java.util.List;

/** The examples of the rules' pages: the leaky ones first, each group in the order of its page. */
public final class RuleExamples {
  private RuleExamples() {}

  /**
   * The examples of the rule's page.
   *
   * @throws IllegalArgumentException if the rule has no page
   * @throws IllegalStateException if the page is malformed
   */
  public static List<RuleExample> of(String rule) {
    if (!RulePages.names().contains(rule)) {
      throw new IllegalArgumentException("the rule " + rule + " has no page");
    }
    return parse(rule, RulePages.text(rule));
  }

  /**
   * The examples of a page that is not packaged.
   *
   * @param rule the rule's name
   * @param page the page's text, with its front matter
   * @throws IllegalStateException if the page is malformed
   */
  public static List<RuleExample> parse(String rule, String page) {
    return PageParser.parse(rule, page).examples();
  }
}
