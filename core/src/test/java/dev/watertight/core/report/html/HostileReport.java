package dev.watertight.core.report.html;

import dev.watertight.core.finding.CodeFrame;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.FlowStep;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Proof;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import dev.watertight.core.finding.Suppressed;
import dev.watertight.core.report.Report;
import dev.watertight.core.rule.RulePage;
import dev.watertight.core.tenant.Detection;
import dev.watertight.core.tenant.TenantTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A report in which every text that a project can influence tries to become markup or script. */
final class HostileReport {
  /** Each sets {@code window.pwned} if it gets to run, and stands in the page as it is here. */
  static final List<String> PAYLOADS =
      List.of(
          "<script>window.pwned=1</script>",
          "</script><script>window.pwned=2</script>",
          "</style></title></textarea><img src=x onerror=window.pwned=3>",
          "--><svg onload=window.pwned=4>",
          "\" autofocus onfocus=window.pwned=5 x=\"",
          "' onmouseover='window.pwned=6",
          "javascript:window.pwned=7",
          "&lt;script&gt;window.pwned=8&lt;/script&gt;",
          "<!--<script>",
          "</details></pre></main><base href=//evil.invalid>");

  /** Payloads that a reader must see though they are written to be invisible. */
  static final Map<String, String> INVISIBLE =
      Map.of(
          "nimda\u202Egnp.exe", "nimda[U+202E]gnp.exe",
          "nul\u0000l", "nul[U+0000]l",
          "be\u0007ll\u001B[31m", "be[U+0007]ll[U+001B][31m",
          "zero\u200Bwidth\uFEFF", "zero[U+200B]width[U+FEFF]",
          "half\uD83Dpair", "half[U+D83D]pair",
          "isolate\u2066d\u2069", "isolate[U+2066]d[U+2069]",
          "carriage\rreturn", "carriage[U+000D]return");

  private HostileReport() {}

  static String all() {
    return String.join(" ", PAYLOADS)
        + " "
        + String.join(" ", INVISIBLE.keySet().stream().sorted().toList());
  }

  static Report report() {
    String bad = all();
    Location at = new Location.InFile("src/" + bad + ".java", 3, 1, 3, 2);
    Finding open =
        new Finding(
            bad,
            Layer.APPLICATION,
            Severity.ERROR,
            Status.PROVEN,
            bad + " `" + bad + "`",
            at,
            Optional.of(bad),
            bad,
            List.of(bad),
            List.of(new FlowStep(at, bad)),
            Optional.of(new CodeFrame(2, List.of("a", bad, "\tb"), 3, 3)),
            Optional.of(Proof.of(Map.of("sql", bad, bad, bad))),
            Optional.empty());
    Finding suppressed =
        Finding.suspected(
                "raw-table-access",
                Layer.APPLICATION,
                Severity.NOTE,
                bad,
                new Location.InDatabase(bad),
                Optional.of(bad),
                bad)
            .withSuppressed(new Suppressed(Suppressed.Kind.CONFIGURATION, bad));
    return new Report(
        bad,
        List.of(
            new Report.Part(
                bad,
                List.of(bad),
                List.of(new Report.RuleOff("off" + bad, bad)),
                List.of(new Report.Figure(bad, 1)))),
        List.of(new Detection("tenant.column", bad, bad), new Detection(bad, bad, bad)),
        List.of(
            new TenantTable(
                bad, Optional.of(bad), TenantTable.Kind.SCOPED, List.of(bad), List.of(bad))),
        List.of(open, suppressed),
        List.of(new NotAnalysed(at, NotAnalysed.Kind.FILE, bad)),
        List.of(bad));
  }

  static Optional<RulePage> rulePage(String name) {
    String markdown =
        all()
            + "\n\n<script>window.pwned=9</script>\n\n[link](javascript:window.pwned=10)\n\n"
            + "![image](http://evil.invalid/x.png)\n\n<img src=x onerror=window.pwned=11>\n\n"
            + "[data](data:text/html,<script>window.pwned=12</script>)\n\n"
            + "```java\n</code></pre><script>window.pwned=13</script>\n```\n";
    return Optional.of(
        new RulePage(
            name, Layer.APPLICATION, Severity.ERROR, "0.1.0", all(), markdown, markdown, markdown));
  }
}
