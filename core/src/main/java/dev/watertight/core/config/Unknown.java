package dev.watertight.core.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says what was probably meant by a key that does not exist. */
final class Unknown {
  private static final Set<String> SECRETS =
      Set.of("password", "passwd", "passphrase", "pass", "pwd", "secret", "token");

  private Unknown() {}

  /**
   * The message for a key of a file.
   *
   * @param in key path of the section, empty for the file
   */
  static String inFile(String in, Shape.Section section, String name) {
    String path = in.isEmpty() ? name : in + "." + name;
    if (SECRETS.contains(name.toLowerCase(Locale.ROOT))) {
      return secret(path);
    }
    StringBuilder message = new StringBuilder("unknown key " + Problems.quote(path));
    List<String> elsewhere =
        ConfigurationKeys.names().stream()
            .filter(key -> lastPart(key).equals(name) && !parent(key).equals(plain(in)))
            .filter(key -> !parent(key).contains("[]"))
            .toList();
    // A key that exists elsewhere was more likely misplaced than badly misspelt.
    Optional<String> near = Nearest.within(elsewhere.isEmpty() ? 5 : 2, name, section.names());
    int dot = name.indexOf('.');
    if (dot > 0 && ConfigurationKeys.names().contains(plain(path))) {
      return message
          .append("; keys nest: write `")
          .append(name, dot + 1, name.length())
          .append(":` under `")
          .append(name, 0, dot)
          .append(":`.")
          .toString();
    }
    if (near.isPresent()) {
      message.append("; did you mean `").append(in.isEmpty() ? "" : in + ".").append(near.get());
      message.append(elsewhere.isEmpty() ? "`?" : "`, or `" + elsewhere.get(0) + "`?");
    } else if (!elsewhere.isEmpty()) {
      message
          .append("; `")
          .append(name)
          .append("` belongs ")
          .append(place(parent(elsewhere.get(0))));
    } else {
      String where = in.isEmpty() ? "the file" : "`" + in + "`";
      message.append("; ").append(where).append(" has the keys ");
      message.append(String.join(", ", section.names())).append(".");
    }
    return message.toString();
  }

  /** The message for a key of an override. */
  static String asOverride(String key) {
    if (SECRETS.contains(lastPart(key).toLowerCase(Locale.ROOT))) {
      return secret(key);
    }
    Shape.Section section = Keys.ROOT;
    String rest = key;
    for (Optional<Shape.Section> inner = inner(section, rest);
        inner.isPresent();
        inner = inner(section, rest)) {
      section = inner.get();
      rest = rest.substring(rest.indexOf('.') + 1);
    }
    String in = key.substring(0, Math.max(0, key.length() - rest.length() - 1));
    if (!in.isEmpty() && rest.indexOf('.') < 0) {
      return inFile(in, section, rest);
    }
    List<String> settable =
        ConfigurationKeys.names().stream().filter(name -> !name.contains("[]")).toList();
    Optional<String> near =
        Nearest.of(key, settable)
            .or(() -> settable.stream().filter(k -> lastPart(k).equals(lastPart(key))).findFirst());
    String keys = String.join(", ", section.names()) + ".";
    return "unknown key "
        + Problems.quote(key)
        + near.map(name -> "; did you mean `" + name + "`?")
            .orElse(
                in.isEmpty()
                    ? "; keys begin with one of " + keys
                    : "; `" + in + "` has the keys " + keys);
  }

  /** The section that the first part of the path names, if there is a part after it. */
  private static Optional<Shape.Section> inner(Shape.Section section, String path) {
    int dot = path.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : section
            .key(path.substring(0, dot))
            .filter(key -> key.shape() instanceof Shape.Section)
            .map(key -> (Shape.Section) key.shape());
  }

  private static String secret(String path) {
    return Problems.quote(path)
        + " is refused: a password does not belong into a configuration. Put it into an environment"
        + " variable, and the variable's name into `database.password-env`.";
  }

  private static String place(String parent) {
    return parent.isEmpty() ? "at the top of the file." : "under `" + parent + "`.";
  }

  private static String lastPart(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static String parent(String key) {
    return key.lastIndexOf('.') < 0 ? "" : key.substring(0, key.lastIndexOf('.'));
  }

  /** The key path without the numbers of list items. */
  private static String plain(String path) {
    return path.replaceAll("\\[\\d+]", "[]");
  }
}
