package dev.watertight.database.audit.rules;

import dev.watertight.database.catalog.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of a function as its definition lists them. */
record Parameters(List<Parameter> all) {
  private static final Pattern MODE =
      Pattern.compile("(INOUT|IN|OUT|VARIADIC)\\s+(.*)", Pattern.DOTALL);
  private static final Pattern NAMED =
      Pattern.compile("(\"(?:[^\"]|\"\")+\"|[\\w$]+)\\s+(.+)", Pattern.DOTALL);

  /** One of them. */
  record Parameter(Mode mode, String name, String type) {
    boolean isInput() {
      return mode != Mode.OUT;
    }
  }

  enum Mode {
    IN,
    OUT,
    INOUT,
    VARIADIC
  }

  Parameters {
    all = List.copyOf(all);
  }

  static Parameters of(Function function) {
    List<Parameter> parameters = new ArrayList<>();
    int input = 0;
    for (String part : split(list(function.definition().orElse("")))) {
      Mode mode = Mode.IN;
      String rest = part;
      Matcher modal = MODE.matcher(part);
      if (modal.matches()) {
        mode = Mode.valueOf(modal.group(1));
        rest = modal.group(2);
      }
      rest = rest.replaceFirst("(?s) DEFAULT .*", "");
      Optional<String> known =
          mode != Mode.OUT && input < function.arguments().size()
              ? Optional.of(function.arguments().get(input++))
              : Optional.empty();
      Matcher named = NAMED.matcher(rest);
      boolean hasName =
          named.matches() && known.map(type -> !type.equals(part.strip())).orElse(true);
      parameters.add(
          new Parameter(
              mode,
              hasName ? named.group(1).replace("\"", "").toLowerCase(Locale.ROOT) : "",
              known.orElse(hasName ? named.group(2) : rest)));
    }
    return new Parameters(parameters);
  }

  /** The text between the parentheses after the name. */
  private static String list(String definition) {
    int start = definition.indexOf('(');
    int depth = 0;
    for (int i = start; i >= 0 && i < definition.length(); i++) {
      char c = definition.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return definition.substring(start + 1, i);
      }
    }
    return "";
  }

  private static List<String> split(String list) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      quoted ^= c == '\'' || c == '"';
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == ',' && depth == 0 && !quoted) {
        parts.add(part.toString().strip());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    if (!part.toString().isBlank()) {
      parts.add(part.toString().strip());
    }
    return parts;
  }
}
