package dev.watertight.analyzer.rules;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A pattern of packages or classes: {@code com.acme.data} is that package or class, {@code *}
 * stands for a part of one name, {@code ..} for any number of packages.
 */
final class TypePattern {
  private static final Map<String, TypePattern> KNOWN = new ConcurrentHashMap<>();

  private final String text;
  private final Pattern pattern;

  private TypePattern(String text) {
    this.text = text;
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (text.startsWith("..", i)) {
        // At the start or end the dots stand for nothing too, in between for at least one dot.
        boolean edge = i == 0 || i + 2 == text.length();
        regex.append(i == 0 ? "(?:.*\\.)?" : edge ? "(?:\\..*)?" : "\\.(?:.*\\.)?");
        i++;
      } else if (c == '*') {
        regex.append("[^.]*");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    this.pattern = Pattern.compile(regex.toString());
  }

  /** The pattern; there are as few as a configuration has. */
  static TypePattern of(String text) {
    return KNOWN.computeIfAbsent(text, TypePattern::new);
  }

  /** Whether the pattern names the type, a type around it, or its package. */
  boolean matches(String typeName) {
    String name = typeName;
    while (true) {
      if (pattern.matcher(name).matches()) {
        return true;
      }
      int dot = name.lastIndexOf('.');
      if (dot < 0) {
        return false;
      }
      String last = name.substring(dot + 1);
      name = name.substring(0, dot);
      boolean wasPackage = last.isEmpty() || Character.isLowerCase(last.charAt(0));
      if (wasPackage) {
        return false;
      }
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
