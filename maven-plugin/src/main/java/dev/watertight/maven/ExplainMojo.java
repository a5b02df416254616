package dev.watertight.maven;

import dev.watertight.core.config.Nearest;
import dev.watertight.core.rule.RulePage;
import dev.watertight.core.rule.RulePages;
import java.util.Comparator;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Prints the page of a rule, or a list of all rules where none is named. */
@Mojo(name = "explain", requiresProject = false, threadSafe = true)
public final class ExplainMojo extends AbstractMojo {
  /** The rule's name, such as {@code raw-table-access}. Without it all rules are listed. */
  @Parameter(property = "rule")
  private @Nullable String rule;

  @Override
  public void execute() throws MojoExecutionException {
    String text = rule == null || rule.isBlank() ? list() : page(rule.strip());
    getLog().info(System.lineSeparator() + text);
  }

  private static String page(String name) throws MojoExecutionException {
    RulePage page =
        RulePages.find(name).orElseThrow(() -> new MojoExecutionException(unknown(name)));
    return TerminalPage.of(page);
  }

  private static String unknown(String name) {
    List<String> names = RulePages.all().stream().map(RulePage::name).sorted().toList();
    return "There is no rule `"
        + name.replaceAll("\\p{Cntrl}+", " ")
        + "`"
        + Nearest.of(name, names)
            .map(near -> "; did you mean -Drule=" + near + "?")
            .orElse(". The rules are: " + String.join(", ", names) + ".");
  }

  private static String list() {
    List<RulePage> pages =
        RulePages.all().stream()
            .sorted(Comparator.comparing(RulePage::layer).thenComparing(RulePage::name))
            .toList();
    return TerminalPage.listOf(pages);
  }
}
