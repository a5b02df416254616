package dev.watertight.isolation.argument;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of Java source. */
final class JavaText {
  private JavaText() {}

  static String name(Class<?> type) {
    String name = type.getCanonicalName();
    return name == null ? type.getName() : name;
  }

  static String arguments(List<Recipe> recipes) {
    return recipes.stream().map(Recipe::java).collect(Collectors.joining(", "));
  }

  static String list(List<Recipe> recipes) {
    return "java.util.List.of(" + arguments(recipes) + ")";
  }

  /** How many beans lie in each other: a number that no bean inside this one has. */
  static int height(Recipe recipe) {
    int below = recipe.parts().stream().mapToInt(JavaText::height).max().orElse(0);
    return recipe instanceof Recipe.Bean ? below + 1 : below;
  }

  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || (c > '~' && c < 0xa0) || Character.isSurrogate(c)) {
            out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
