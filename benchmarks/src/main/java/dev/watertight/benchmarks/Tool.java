package dev.watertight.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Something that is measured on a tree.
 *
 * @param name for people
 */
record Tool(String name, Run run) {
  static final String COLD = "Watertight, cold";
  static final String WARM = "Watertight, warm cache";
  static final String PARSE = "JavaParser, every file";
  static final String PMD = "PMD 7, one XPath rule";
  static final String READ = "reading the bytes";
  static final String START = "JVM start";

  /** One run on the tree in a folder. */
  interface Run {
    /** Runs to the end. */
    Measurement on(Path tree) throws IOException, InterruptedException;
  }

  /** All tools, in the order in which they run; the cold scan is followed by the warm one. */
  static List<Tool> all(Scanner scanner, Child child) {
    String classPath = System.getProperty("java.class.path");
    String threads = String.valueOf(Runtime.getRuntime().availableProcessors());
    return List.of(
        new Tool(COLD, tree -> scanner.scan(tree, false, List.of())),
        new Tool(WARM, tree -> scanner.scan(tree, true, List.of())),
        new Tool(PARSE, tree -> run(child, classPath, ParseEverything.class, tree, threads)),
        new Tool(PMD, tree -> run(child, classPath, PmdXPath.class, tree, threads)),
        new Tool(READ, tree -> run(child, "", ReadBytes.class, tree)),
        new Tool(START, tree -> run(child, "", Nothing.class, tree)));
  }

  private static Measurement run(
      Child child, String classPath, Class<?> main, Path tree, String... more)
      throws IOException, InterruptedException {
    List<String> arguments = new java.util.ArrayList<>(List.of(main.getName(), tree.toString()));
    arguments.addAll(List.of(more));
    return child.run(tree, List.of(), classPath, arguments);
  }
}
