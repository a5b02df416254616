package dev.watertight.analyzer.source;

/** Finds the package statement of a Java text without parsing it. */
final class PackageStatement {
  private PackageStatement() {}

  /** The name of the package; empty for the unnamed one. */
  static String of(String text) {
    JavaScanner scanner = new JavaScanner(text, text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0);
    while (scanner.next()) {
      if (scanner.is("package")) {
        return name(scanner);
      }
      if (scanner.first() == '@') {
        // Annotations of a package stand before its statement.
        continue;
      }
      if (scanner.first() == '(') {
        scanner.skipTo('(', ')');
      } else if (scanner.is("import") || scanner.is("class") || scanner.first() == '{') {
        return "";
      }
    }
    return "";
  }

  private static String name(JavaScanner scanner) {
    StringBuilder name = new StringBuilder();
    while (scanner.next() && scanner.first() != ';') {
      name.append(scanner.word());
    }
    return name.toString();
  }
}
