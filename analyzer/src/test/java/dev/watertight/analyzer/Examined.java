package dev.watertight.analyzer;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.report.Report;
import dev.watertight.core.rule.RuleExample;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An example of a rule's page, scanned: what was to be found and what was, as {@code rule
 * file:line}. Each is scanned once, however many tests look at it.
 */
record Examined(
    RuleExample example,
    SortedSet<String> expected,
    SortedSet<String> found,
    List<Finding> findings,
    List<NotAnalysed> notAnalysed) {
  private static final Map<String, Examined> DONE = new ConcurrentHashMap<>();

  static Examined of(RuleExample example) throws Exception {
    String key = example.rule() + " " + example.line();
    Examined done = DONE.get(key);
    if (done == null) {
      done = scanned(example);
      DONE.put(key, done);
    }
    return done;
  }

  private static Examined scanned(RuleExample example) throws Exception {
    SortedSet<String> expected = new TreeSet<>();
    for (RuleExample.File file : example.files()) {
      file.leaks().forEach(line -> expected.add(said(example.rule(), file.path(), line)));
      file.others()
          .forEach(
              (line, rules) -> rules.forEach(rule -> expected.add(said(rule, file.path(), line))));
    }
    Path root = Files.createTempDirectory("example");
    try {
      new ExampleProject().with(example).write(root, new Random(0));
      Report report = ExampleProject.scan(root);
      SortedSet<String> found = new TreeSet<>();
      for (Finding finding : report.findings()) {
        if (finding.isOpen()) {
          Location.InFile at = (Location.InFile) finding.location();
          found.add(said(finding.rule(), at.file(), at.line()));
        }
      }
      return new Examined(example, expected, found, report.findings(), report.notAnalysed());
    } finally {
      delete(root);
    }
  }

  private static String said(String rule, String file, int line) {
    return rule + " " + file + ":" + line;
  }

  private static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException fault)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
