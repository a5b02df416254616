import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Scans real multi-tenant code bases, taken as source jars through Maven, and writes what came out
 * to {@code docs/real-projects.md}. Run it from the root of the repository, after {@code ./mvnw -q
 * package -DskipTests}: {@code java benchmarks/RealProjects.java}.
 *
 * <p>Verdicts on the sampled findings are read from {@code benchmarks/verdicts.tsv}, by project and
 * fingerprint; a finding that nobody has read yet is said to be so.
 */
final class RealProjects {
  private static final List<String> PROJECTS =
      List.of(
          "org.kill-bill.billing:killbill-util:0.24.16",
          "org.camunda.bpm:camunda-engine:7.24.0",
          "org.flowable:flowable-engine:8.0.0",
          "org.eclipse.hawkbit:hawkbit-repository-jpa:0.2.5");
  private static final int SAMPLE = 25;
  private static final long SEED = 20261122;

  private record Row(String name, String version, Map<String, String> figures, double seconds, Map<String, Integer> rules, int notAnalysed, List<Map<String, String>> findings) {}

  public static void main(String[] arguments) throws Exception {
    Path work = Path.of("benchmarks/target/real-projects");
    Files.createDirectories(work);
    List<Row> rows = new ArrayList<>();
    for (String project : PROJECTS) {
      rows.add(scan(project, work));
    }
    Files.writeString(Path.of("docs/real-projects.md"), page(rows));
    System.out.println("wrote docs/real-projects.md");
  }

  private static Row scan(String project, Path work) throws Exception {
    String[] parts = project.split(":");
    Path folder = work.resolve(parts[1]);
    if (!Files.isDirectory(folder)) {
      run(Path.of("."), "mvn", "-q", "-B", "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy", "-Dartifact=" + project + ":jar:sources", "-DoutputDirectory=" + work.toAbsolutePath());
      unzip(work.resolve(parts[1] + "-" + parts[2] + "-sources.jar"), folder);
    }
    Files.copy(Path.of("benchmarks/projects", parts[1] + ".yml"), folder.resolve("watertight.yml"), StandardCopyOption.REPLACE_EXISTING);
    Path jar = cli().toAbsolutePath();
    long from = System.nanoTime();
    run(folder, Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString(), "scan", "--no-cache", "--fail-on", "never", "--allow-incomplete", "--report-dir", "target/watertight");
    double seconds = (System.nanoTime() - from) / 1e9;
    String json = Files.readString(folder.resolve("target/watertight/findings.json"));
    List<Map<String, String>> findings = findings(json);
    Map<String, Integer> rules = new TreeMap<>();
    findings.forEach(f -> rules.merge(f.get("rule"), 1, Integer::sum));
    String rest = json.substring(json.lastIndexOf("\"notAnalysed\""));
    int notAnalysed = 0;
    for (Matcher m = Pattern.compile("\"reason\"").matcher(rest.substring(0, end(rest))); m.find(); ) {
      notAnalysed++;
    }
    return new Row(parts[1], parts[2], figures(folder), seconds, rules, notAnalysed, findings);
  }

  private static int end(String json) {
    int at = json.indexOf("\n  ]");
    return at < 0 ? json.length() : at;
  }

  private static Path cli() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("analyzer/target"))) {
      return files.filter(f -> f.toString().endsWith("-cli.jar")).findFirst().orElseThrow(() -> new IOException("no command-line jar: run ./mvnw -q package -DskipTests first"));
    }
  }

  private static Map<String, String> figures(Path folder) throws IOException {
    Map<String, String> figures = new TreeMap<>();
    long lines = 0;
    long java = 0;
    long other = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).filter(f -> !f.startsWith(folder.resolve("target"))).toList()) {
        if (file.toString().endsWith(".java")) {
          java++;
          try (Stream<String> text = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines += text.count();
          }
        } else if (file.toString().matches(".*\\.(sql|xml|stg)")) {
          other++;
        }
      }
    }
    figures.put("java", String.format("%,d", java));
    figures.put("other", String.format("%,d", other));
    figures.put("lines", String.format("%,d", lines));
    return figures;
  }

  /** The objects of the list of findings; the report writer puts each field on a line of its own. */
  private static List<Map<String, String>> findings(String json) {
    int from = json.indexOf("\"findings\"");
    String list = json.substring(from, from + end(json.substring(from)));
    List<Map<String, String>> result = new ArrayList<>();
    Pattern field = Pattern.compile("\"(rule|message|file|line|fingerprint)\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\d+))");
    Map<String, String> open = new TreeMap<>();
    for (Matcher m = field.matcher(list); m.find(); ) {
      if (m.group(1).equals("rule") && !open.isEmpty()) {
        result.add(open);
        open = new TreeMap<>();
      }
      open.putIfAbsent(m.group(1), m.group(2) == null ? m.group(3) : m.group(2).replace("\\\"", "\""));
    }
    if (!open.isEmpty()) {
      result.add(open);
    }
    return result;
  }

  private static String page(List<Row> rows) throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("# Real projects\n\nWritten by `java benchmarks/RealProjects.java`. The projects are taken as source jars through Maven; each gets the short `watertight.yml` in `benchmarks/projects/` that its team could write. Seconds are wall time of one cold run, the start of the JVM included, on a noisy machine with 2 cores.\n\n");
    page.append("| project | Java files | lines | SQL, XML, templates | seconds | findings by rule | not analysed |\n|---|---|---|---|---|---|---|\n");
    for (Row row : rows) {
      page.append(String.format("| %s %s | %s | %s | %s | %.1f | %s | %d |%n", row.name(), row.version(), row.figures().get("java"), row.figures().get("lines"), row.figures().get("other"), row.seconds(), row.rules(), row.notAnalysed()));
    }
    Map<String, String> verdicts = verdicts();
    List<String[]> all = new ArrayList<>();
    for (Row row : rows) {
      row.findings().forEach(f -> all.add(new String[] {row.name(), f.getOrDefault("fingerprint", ""), f.getOrDefault("rule", ""), f.getOrDefault("file", "?") + ":" + f.getOrDefault("line", "?"), f.getOrDefault("message", "")}));
    }
    Collections.shuffle(all, new Random(SEED));
    page.append("\n## A random sample of ").append(SAMPLE).append(" findings, read in the code\n\nDrawn from all findings above with a fixed seed. Verdicts stand in `benchmarks/verdicts.tsv`.\n\n| project | rule | place | finding | verdict |\n|---|---|---|---|---|\n");
    for (String[] each : all.subList(0, Math.min(SAMPLE, all.size()))) {
      String message = each[4].length() > 160 ? each[4].substring(0, 160) + "…" : each[4];
      page.append("| ").append(each[0]).append(" | ").append(each[2]).append(" | ").append(each[3]).append(" | ").append(message.replace("|", "\\|")).append(" | ").append(verdicts.getOrDefault(each[0] + "\t" + each[1], "not read yet (" + each[1] + ")")).append(" |\n");
    }
    return page.toString();
  }

  private static Map<String, String> verdicts() throws IOException {
    Map<String, String> verdicts = new TreeMap<>();
    Path file = Path.of("benchmarks/verdicts.tsv");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split("\t", 3);
        if (parts.length == 3) {
          verdicts.put(parts[0] + "\t" + parts[1], parts[2]);
        }
      }
    }
    return verdicts;
  }

  private static void unzip(Path jar, Path folder) throws IOException {
    try (InputStream in = Files.newInputStream(jar); ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (entry.isDirectory() || !target.startsWith(folder)) {
          continue;
        }
        Files.createDirectories(target.getParent());
        Files.copy(zip, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("last-run.log").toFile()).start();
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + status + ", see " + folder.resolve("last-run.log"));
    }
    Files.deleteIfExists(folder.resolve("last-run.log"));
  }
}
