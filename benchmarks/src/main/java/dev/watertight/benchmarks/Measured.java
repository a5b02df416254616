package dev.watertight.benchmarks;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the main method of another class in this JVM and writes down, as the JVM ends, what the
 * whole process used. So the numbers are the process's own, whatever else the machine does, and are
 * there also where the other class calls {@link System#exit}.
 */
final class Measured {
  private Measured() {}

  /** The file to write, the class, its arguments. */
  public static void main(String[] arguments) throws Throwable {
    Path file = Path.of(arguments[0]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> write(file)));
    try {
      var main = Class.forName(arguments[1]).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, cpu().toMillis() + " " + peakKilobytes());
    } catch (IOException e) {
      System.err.println("The measurement could not be written to " + file + ": " + e.getMessage());
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The most memory that was resident at a time; 0 where the system does not say it. */
  private static long peakKilobytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    List<String> lines = Files.readAllLines(status);
    return lines.stream()
        .filter(l -> l.startsWith("VmHWM:"))
        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
