package dev.watertight.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.sourceforge.pmd.PMDConfiguration;
import net.sourceforge.pmd.PmdAnalysis;
import net.sourceforge.pmd.lang.LanguageRegistry;

/**
 * PMD with the one rule that a team would write in it: {@code selectFrom} is called nowhere. Its
 * incremental analysis is off.
 */
final class PmdXPath {
  private static final String RULES =
      """
      <?xml version="1.0"?>
      <ruleset name="raw" xmlns="http://pmd.sourceforge.net/ruleset/2.0.0">
        <description>One rule.</description>
        <rule name="RawTableAccess" language="java" message="raw" class="net.sourceforge.pmd.lang.rule.xpath.XPathRule">
          <description>Raw access.</description>
          <priority>1</priority>
          <properties>
            <property name="xpath"><value>//MethodCall[@MethodName = 'selectFrom']</value></property>
          </properties>
        </rule>
      </ruleset>
      """;

  private PmdXPath() {}

  /** Analyses every Java file below the folder with so many threads. */
  public static void main(String[] arguments) throws IOException {
    Path rules = Files.createTempFile("rules", ".xml");
    try {
      Files.writeString(rules, RULES);
      PMDConfiguration configuration = new PMDConfiguration();
      configuration.setIgnoreIncrementalAnalysis(true);
      configuration.setThreads(Integer.parseInt(arguments[1]));
      configuration.setOnlyRecognizeLanguage(LanguageRegistry.PMD.getLanguageById("java"));
      configuration.addRuleSet(rules.toString());
      configuration.addInputPath(Path.of(arguments[0]));
      try (PmdAnalysis pmd = PmdAnalysis.create(configuration)) {
        System.out.println(pmd.performAnalysisAndCollectReport().getViolations().size());
      }
    } finally {
      Files.delete(rules);
    }
  }
}
