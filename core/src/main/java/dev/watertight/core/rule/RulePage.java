package dev.watertight.core.rule;

import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Severity;

/**
 * A rule as its page {@code docs/rules/<name>.md} describes it: the page is the source, so a rule
 * is described in one place only.
 *
 * @param name the rule's id
 * @param layer the layer that it guards
 * @param severity the severity of its findings, unless one says otherwise
 * @param since the version that brought it
 * @param summary one sentence: what it reports
 * @param why Markdown of the section "Why it matters"
 * @param fix Markdown of the section "How to fix"
 * @param markdown the whole page without its front matter
 */
public record RulePage(
    String name,
    Layer layer,
    Severity severity,
    String since,
    String summary,
    String why,
    String fix,
    String markdown) {
  private static final String LEAKS = "\n## Leaks\n";
  private static final String LIMITS = "\n## What it does not see\n";

  /** The page without its examples, which are for people who read the rule's page itself. */
  public String withoutExamples() {
    int from = markdown.indexOf(LEAKS);
    int to = markdown.indexOf(LIMITS);
    return from >= 0 && to > from ? markdown.substring(0, from) + markdown.substring(to) : markdown;
  }
}
