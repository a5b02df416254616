package dev.watertight.core.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/**
 * Indented JSON, streamed, the same bytes on every platform. Nesting is the nesting of the calls,
 * so an object cannot be left open.
 */
final class JsonOutput {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final JsonGenerator json;

  private JsonOutput(JsonGenerator json) {
    this.json = json;
  }

  /** What stands inside an object. */
  interface Body {
    void write() throws IOException;
  }

  /** What stands for one item of an array. */
  interface Item<T> {
    void write(T item) throws IOException;
  }

  /** What stands in a whole document. */
  interface Document {
    void write(JsonOutput json) throws IOException;
  }

  /** Writes one object, then a line end; {@code out} is flushed, not closed. */
  static void document(Writer out, Document document) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.setPrettyPrinter(printer());
      JsonOutput output = new JsonOutput(json);
      output.object(() -> document.write(output));
    }
    out.write('\n');
    out.flush();
  }

  private static DefaultPrettyPrinter printer() {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return printer;
  }

  void object(Body body) throws IOException {
    json.writeStartObject();
    body.write();
    json.writeEndObject();
  }

  void object(String name, Body body) throws IOException {
    json.writeFieldName(name);
    object(body);
  }

  /** An array whose items are written by {@code item}, each as one value. */
  <T> void array(String name, Iterable<T> items, Item<T> item) throws IOException {
    json.writeArrayFieldStart(name);
    for (T each : items) {
      item.write(each);
    }
    json.writeEndArray();
  }

  /** An array of objects, each filled by {@code item}. */
  <T> void objects(String name, Iterable<T> items, Item<T> item) throws IOException {
    array(name, items, each -> object(() -> item.write(each)));
  }

  void texts(String name, Iterable<String> values) throws IOException {
    array(name, values, value -> json.writeString(PlainText.wellFormed(value)));
  }

  void texts(String name, Map<String, String> fields) throws IOException {
    object(
        name,
        () -> {
          for (Map.Entry<String, String> field : fields.entrySet()) {
            text(field.getKey(), field.getValue());
          }
        });
  }

  void text(String name, String value) throws IOException {
    json.writeStringField(name, PlainText.wellFormed(value));
  }

  void number(String name, long value) throws IOException {
    json.writeNumberField(name, value);
  }

  void bool(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
  }
}
