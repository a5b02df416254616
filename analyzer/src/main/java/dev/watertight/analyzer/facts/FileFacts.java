package dev.watertight.analyzer.facts;

import java.util.List;

/**
 * A Java source file.
 *
 * @param path relative to the project's root, {@code /}-separated
 * @param packageName empty for the unnamed package
 * @param lines number of lines
 */
public record FileFacts(
    String path, String packageName, List<ImportFact> imports, List<TypeFact> types, int lines) {
  public FileFacts {
    imports = List.copyOf(imports);
    types = List.copyOf(types);
  }

  /**
   * An import.
   *
   * @param name what is imported, without {@code .*}
   * @param isStatic {@code import static}
   * @param onDemand ends with {@code .*}
   */
  public record ImportFact(String name, boolean isStatic, boolean onDemand) {}
}
