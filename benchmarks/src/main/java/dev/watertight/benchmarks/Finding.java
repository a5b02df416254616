package dev.watertight.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A finding of a report's {@code findings.json}, as far as the page of real projects shows it. */
record Finding(String rule, String place, String message, String fingerprint) {
  /**
   * What a report says.
   *
   * @param notAnalysed how many things could not be read
   */
  record Found(List<Finding> findings, int notAnalysed) {}

  /** Reads a {@code findings.json}. */
  static Found in(Path json) throws IOException {
    List<Finding> findings = new ArrayList<>();
    int notAnalysed = 0;
    try (JsonParser parser = new JsonFactory().createParser(json.toFile())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("findings")) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            findings.add(finding(parser));
          }
        } else if (name.equals("notAnalysed")) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            notAnalysed++;
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return new Found(findings, notAnalysed);
  }

  private static Finding finding(JsonParser parser) throws IOException {
    Map<String, String> values = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("location")) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String part = parser.currentName();
          parser.nextToken();
          values.put(part, parser.getText());
        }
      } else if (value.isScalarValue()) {
        values.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return new Finding(
        values.getOrDefault("rule", ""),
        values.getOrDefault("file", "?") + ":" + values.getOrDefault("line", "?"),
        values.getOrDefault("message", ""),
        values.getOrDefault("fingerprint", ""));
  }
}
