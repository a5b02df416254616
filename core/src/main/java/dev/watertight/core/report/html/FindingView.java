package dev.watertight.core.report.html;

import dev.watertight.core.finding.CodeFrame;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.FlowStep;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.Proof;
import dev.watertight.core.finding.Suppressed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A finding as the page shows it.
 *
 * @param id the anchor: the fingerprint, made distinct
 * @param open whether it is unfolded from the start: asked for, and there is something to see
 * @param proof what shows it, but for what {@code replay} and {@code story} hold
 * @param language of the code frame, by the file's name: {@code java}, {@code sql}, {@code xml} or
 *     empty
 */
record FindingView(
    String id,
    String rule,
    String layer,
    String severity,
    String status,
    String message,
    String location,
    String table,
    String fingerprint,
    List<String> related,
    List<FlowStep> flow,
    String language,
    List<Line> frame,
    List<ProofField> proof,
    Optional<Replay> replay,
    Optional<StoryView> story,
    String suppressedBy,
    String reason,
    boolean open) {

  /** Longest line of code shown in full, in UTF-16 code units. */
  private static final int LONGEST_LINE = 2_000;

  private static final List<String> PROOF_ORDER =
      List.of("sql", "call", "role", "setting", "tenants", "seen", "condition", "reason");

  private static final Set<String> REPLAYED =
      Set.of("sql", "role", "setting", "tenants", "seen", "condition", "reason");

  /** One line of code. The text ends with a line feed. */
  record Line(int number, String text, boolean marked) {}

  /** One named field of a proof. */
  record ProofField(String name, String text) {}

  static FindingView of(Finding finding, String id, boolean open) {
    return new FindingView(
        id,
        finding.rule(),
        finding.layer().label(),
        finding.severity().label(),
        finding.status().label(),
        finding.message(),
        finding.location().label(),
        finding.table().orElse(""),
        finding.fingerprint(),
        finding.related(),
        finding.flow(),
        language(finding.location()),
        finding.frame().map(FindingView::lines).orElse(List.of()),
        finding.proof().map(p -> proof(rest(p))).orElse(List.of()),
        finding.proof().flatMap(Replay::of),
        finding.proof().flatMap(StoryView::of),
        finding.suppressed().map(FindingView::suppressedBy).orElse(""),
        finding.suppressed().map(Suppressed::reason).orElse(""),
        open && (finding.frame().isPresent() || finding.proof().isPresent()));
  }

  private static String suppressedBy(Suppressed suppressed) {
    return switch (suppressed.kind()) {
      case CONFIGURATION -> "by the configuration";
      case BASELINE -> "by the baseline";
    };
  }

  private static String language(Location location) {
    if (!(location instanceof Location.InFile inFile)) {
      return "";
    }
    String name = inFile.file().toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> entry : LANGUAGES.entrySet()) {
      if (name.endsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    return "";
  }

  private static final Map<String, String> LANGUAGES =
      Map.of(".java", "java", ".kt", "java", ".sql", "sql", ".stg", "sql", ".xml", "xml");

  /** The lines without the indentation that all of them share. */
  private static List<Line> lines(CodeFrame frame) {
    int indent = sharedIndent(frame.lines());
    List<Line> lines = new ArrayList<>(frame.lines().size());
    int number = frame.firstLine();
    for (String text : frame.lines()) {
      String shown = text.isBlank() ? "" : text.substring(indent);
      boolean marked = number >= frame.markFrom() && number <= frame.markTo();
      lines.add(new Line(number, cut(shown) + "\n", marked));
      number++;
    }
    return lines;
  }

  private static int sharedIndent(List<String> lines) {
    Optional<String> shared =
        lines.stream()
            .filter(line -> !line.isBlank())
            .map(line -> line.substring(0, line.length() - line.stripLeading().length()))
            .reduce(FindingView::commonPrefix);
    return shared.map(String::length).orElse(0);
  }

  private static String commonPrefix(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return a.substring(0, length);
  }

  private static String cut(String line) {
    if (line.length() <= LONGEST_LINE) {
      return line;
    }
    int end =
        Character.isHighSurrogate(line.charAt(LONGEST_LINE - 1)) ? LONGEST_LINE - 1 : LONGEST_LINE;
    return line.substring(0, end)
        + " … ("
        + Words.count(line.length() - end, "more character")
        + " not shown)";
  }

  /** The fields that neither replay nor story shows. */
  private static Map<String, String> rest(Proof proof) {
    Map<String, String> fields = new TreeMap<>(proof.fields());
    if (Replay.of(proof).isPresent()) {
      fields.keySet().removeAll(REPLAYED);
    }
    if (StoryView.of(proof).isPresent()) {
      fields.keySet().removeAll(StoryView.FIELDS);
    }
    return fields;
  }

  private static List<ProofField> proof(Map<String, String> fields) {
    List<ProofField> result = new ArrayList<>(fields.size());
    for (String name : PROOF_ORDER) {
      if (fields.containsKey(name)) {
        result.add(new ProofField(name, fields.get(name)));
      }
    }
    fields.forEach(
        (name, text) -> {
          if (!PROOF_ORDER.contains(name)) {
            result.add(new ProofField(name, text));
          }
        });
    return result;
  }
}
