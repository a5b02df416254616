package dev.watertight.core.isolation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value in a JSON document, which knows where it stands: what is asked of it and is not there is
 * told with the file and the place.
 */
final class JsonPlace {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final int SHOWN = 60;

  private final String file;
  private final String path;
  private final int line;
  private final Object value;

  private JsonPlace(String file, String path, int line, Object value) {
    this.file = file;
    this.path = path;
    this.line = line;
    this.value = value;
  }

  /**
   * The document's value.
   *
   * @throws IsolationFormatException if it is no JSON
   */
  static JsonPlace read(InputStream in, String file) throws IOException {
    try (JsonParser parser = FACTORY.createParser(in)) {
      if (parser.nextToken() == null) {
        throw new IsolationFormatException(file, "it is empty");
      }
      JsonPlace document = value(parser, file, "");
      if (parser.nextToken() != null) {
        throw fault(file, parser.currentTokenLocation(), "something follows the end of the JSON");
      }
      return document;
    } catch (JsonProcessingException e) {
      throw fault(file, e.getLocation(), "it is no valid JSON (" + shown(e) + ")");
    } catch (java.io.CharConversionException e) {
      throw new IsolationFormatException(file, "it is not encoded in UTF-8");
    }
  }

  private static String shown(JsonProcessingException e) {
    String message = Optional.ofNullable(e.getOriginalMessage()).orElse("unreadable");
    return cut(message.replaceAll("\\s+", " ").replaceAll("[^\\x20-\\x7e]", "?"), 160);
  }

  private static IsolationFormatException fault(
      String file, @Nullable JsonLocation location, String fault) {
    return new IsolationFormatException(
        file, (location == null ? "" : "line " + location.getLineNr() + ": ") + fault);
  }

  private static JsonPlace value(JsonParser parser, String file, String path) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    Object value =
        switch (parser.currentToken()) {
          case START_OBJECT -> object(parser, file, path);
          case START_ARRAY -> array(parser, file, path);
          case VALUE_NUMBER_INT -> number(parser);
          case VALUE_STRING -> parser.getText();
          default -> new Other(parser.getText());
        };
    return new JsonPlace(file, path, line, value);
  }

  /** A whole number that fits; any other is something that nobody asks for. */
  private static Object number(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? new Other(parser.getText())
        : (Object) parser.getLongValue();
  }

  private static Map<String, JsonPlace> object(JsonParser parser, String file, String path)
      throws IOException {
    Map<String, JsonPlace> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser, file, path.isEmpty() ? name : path + "." + name));
    }
    return fields;
  }

  private static List<JsonPlace> array(JsonParser parser, String file, String path)
      throws IOException {
    List<JsonPlace> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, file, path + "[" + items.size() + "]"));
    }
    return items;
  }

  /** A value of no kind that is asked for: true, null, a fraction. */
  private record Other(String text) {}

  /** The fields of an object; those that nobody knows are there too. */
  Map<String, JsonPlace> fields() throws IsolationFormatException {
    if (value instanceof Map<?, ?> map) {
      Map<String, JsonPlace> fields = new LinkedHashMap<>();
      map.forEach((name, field) -> fields.put((String) name, (JsonPlace) field));
      return fields;
    }
    throw is("an object");
  }

  /** The field, if it is there and not null. */
  Optional<JsonPlace> field(String name) throws IsolationFormatException {
    return Optional.ofNullable(fields().get(name)).filter(f -> !f.isNull());
  }

  /** The field, which must be there. */
  JsonPlace required(String name) throws IsolationFormatException {
    Optional<JsonPlace> field = field(name);
    if (field.isEmpty()) {
      throw fault("it lacks \"" + name + "\"");
    }
    return field.get();
  }

  /** The items of the field, which is an array; none where it is missing. */
  List<JsonPlace> items(String name) throws IsolationFormatException {
    Optional<JsonPlace> field = field(name);
    return field.isEmpty() ? List.of() : field.get().items();
  }

  /** The texts of the field, which is an array; none where it is missing. */
  List<String> texts(String name) throws IsolationFormatException {
    List<String> texts = new ArrayList<>();
    for (JsonPlace item : items(name)) {
      texts.add(item.text());
    }
    return texts;
  }

  /** The text of the field, or another. */
  String text(String name, String otherwise) throws IsolationFormatException {
    Optional<JsonPlace> field = field(name);
    return field.isEmpty() ? otherwise : field.get().text();
  }

  /** The number of the field, from 0; 0 where it is missing. */
  long number(String name) throws IsolationFormatException {
    Optional<JsonPlace> field = field(name);
    return field.isEmpty() ? 0 : field.get().number();
  }

  String text() throws IsolationFormatException {
    if (value instanceof String text) {
      return text;
    }
    throw is("a text");
  }

  long number() throws IsolationFormatException {
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    throw is("a whole number from 0");
  }

  boolean isText() {
    return value instanceof String;
  }

  private List<JsonPlace> items() throws IsolationFormatException {
    if (value instanceof List<?> list) {
      return list.stream().map(item -> (JsonPlace) item).toList();
    }
    throw is("an array");
  }

  private boolean isNull() {
    return value instanceof Other other && other.text().equals("null");
  }

  /** The value in words of a message. */
  String shown() {
    if (value instanceof String text) {
      return "\"" + cut(text.replaceAll("\\p{Cntrl}", "?"), SHOWN) + "\"";
    }
    if (value instanceof Map) {
      return "an object";
    }
    return value instanceof List
        ? "an array"
        : cut(value instanceof Other other ? other.text() : String.valueOf(value), SHOWN);
  }

  private IsolationFormatException is(String expected) {
    return fault("it is " + shown() + ", and must be " + expected);
  }

  /** What is wrong here. */
  IsolationFormatException fault(String fault) {
    return new IsolationFormatException(
        file, "line " + line + ", " + (path.isEmpty() ? "the document" : path) + ": " + fault);
  }

  private static String cut(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max) + "…";
  }
}
