package dev.watertight.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** The floor of everything that knows whether a file changed: reads each byte once. */
final class ReadBytes {
  private ReadBytes() {}

  /** Reads every file below the folder, and prints a checksum. */
  public static void main(String[] arguments) throws IOException {
    CRC32 sum = new CRC32();
    for (Path file : Tree.filesBelow(Path.of(arguments[0]))) {
      sum.update(Files.readAllBytes(file));
    }
    System.out.println(sum.getValue());
  }
}
