package dev.watertight.analyzer.text;

import java.util.List;

/**
 * A template, as it stands in its file.
 *
 * @param name its name; JDBI calls it by the name of the method
 * @param parameters the names of its parameters
 * @param body its text, with its expressions
 * @param delimiter the character that begins an expression: {@code <}, or {@code $}
 * @param line the line of its name, from 1
 * @param bodyLine the line on which its body begins
 */
public record SqlTemplate(
    String name, List<String> parameters, String body, char delimiter, int line, int bodyLine) {
  public SqlTemplate {
    parameters = List.copyOf(parameters);
  }
}
