package dev.watertight.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a JVM of the same kind as this one and measures it. */
final class Child {
  private final Path output;

  /**
   * A starter of processes.
   *
   * @param output takes what the last one printed
   */
  Child(Path output) {
    this.output = output;
  }

  /**
   * Runs a class to its end.
   *
   * @param options of the JVM
   * @param classPath as the JVM takes it; this module's own classes are added
   * @param arguments the class and its arguments
   * @throws IOException if it does not end with 0, with what it printed last
   */
  Measurement run(Path folder, List<String> options, String classPath, List<String> arguments)
      throws IOException, InterruptedException {
    Path written = Files.createTempFile("measurement", ".txt");
    try {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(options);
      command.addAll(List.of("-cp", classPath + java.io.File.pathSeparator + own()));
      command.addAll(List.of(Measured.class.getName(), written.toString()));
      command.addAll(arguments);
      long from = System.nanoTime();
      int status =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      double wall = (System.nanoTime() - from) / 1e9;
      if (status != 0) {
        throw new IOException(
            String.join(" ", command) + " ended with " + status + ":\n" + lastLines());
      }
      return Measurement.of(Files.readString(written), wall);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(output);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  /** Where this module's classes are. */
  private static String own() {
    return Path.of(Measured.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }
}
