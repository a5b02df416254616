package dev.watertight.benchmarks;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a scanner without a prefilter does at least: parses every Java file, with one parser for
 * each thread, set up as the analyzer sets up its own; the trees are dropped.
 */
final class ParseEverything {
  private static final ThreadLocal<JavaParser> PARSER =
      ThreadLocal.withInitial(
          () ->
              new JavaParser(
                  new ParserConfiguration()
                      .setAttributeComments(false)
                      .setLanguageLevel(LanguageLevel.BLEEDING_EDGE)));

  private ParseEverything() {}

  /** Parses every Java file below the folder with so many threads. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Path> files =
        Tree.filesBelow(Path.of(arguments[0])).stream()
            .filter(f -> f.toString().endsWith(".java"))
            .toList();
    AtomicInteger parsed = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(arguments[1]));
    for (Path file : files) {
      threads.execute(
          () -> {
            if (parse(file)) {
              parsed.incrementAndGet();
            }
          });
    }
    threads.shutdown();
    if (!threads.awaitTermination(1, TimeUnit.HOURS)) {
      throw new IOException("parsing took more than an hour");
    }
    System.out.println(parsed + " of " + files.size() + " files parsed");
  }

  private static boolean parse(Path file) {
    try {
      return PARSER.get().parse(Files.readString(file)).isSuccessful();
    } catch (IOException | StackOverflowError e) {
      return false;
    }
  }
}
