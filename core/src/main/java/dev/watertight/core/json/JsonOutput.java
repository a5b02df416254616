package dev.watertight.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Indented JSON, streamed, the same bytes on every platform. Nesting is the nesting of the calls,
 * so an object cannot be left open.
 */
public final class JsonOutput {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final JsonGenerator json;

  private JsonOutput(JsonGenerator json) {
    this.json = json;
  }

  /** What stands inside an object. */
  public interface Body {
    void write() throws IOException;
  }

  /** What stands for one item of an array. */
  public interface Item<T> {
    void write(T item) throws IOException;
  }

  /** What stands in a whole document. */
  public interface Document {
    void write(JsonOutput json) throws IOException;
  }

  /** Writes one object, then a line end; {@code out} is flushed, not closed. */
  public static void document(Writer out, Document document) throws IOException {
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

  /** An object as an item of an array. */
  public void object(Body body) throws IOException {
    json.writeStartObject();
    body.write();
    json.writeEndObject();
  }

  /** An object as a field. */
  public void object(String name, Body body) throws IOException {
    json.writeFieldName(name);
    object(body);
  }

  /** An array whose items are written by {@code item}, each as one value. */
  public <T> void array(String name, Iterable<T> items, Item<T> item) throws IOException {
    json.writeArrayFieldStart(name);
    for (T each : items) {
      item.write(each);
    }
    json.writeEndArray();
  }

  /** An array of objects, each filled by {@code item}. */
  public <T> void objects(String name, Iterable<T> items, Item<T> item) throws IOException {
    array(name, items, each -> object(() -> item.write(each)));
  }

  /** An array of texts. */
  public void texts(String name, Iterable<String> values) throws IOException {
    array(name, values, value -> json.writeString(WellFormed.text(value)));
  }

  /** An object whose fields are texts. */
  public void texts(String name, Map<String, String> fields) throws IOException {
    object(
        name,
        () -> {
          for (Map.Entry<String, String> field : fields.entrySet()) {
            text(field.getKey(), field.getValue());
          }
        });
  }

  /** A text; a half of a surrogate pair in it is replaced. */
  public void text(String name, String value) throws IOException {
    json.writeStringField(name, WellFormed.text(value));
  }

  /** A whole number. */
  public void number(String name, long value) throws IOException {
    json.writeNumberField(name, value);
  }

  /** A number, with the digits that it has. */
  public void decimal(String name, BigDecimal value) throws IOException {
    json.writeNumberField(name, value);
  }

  /** True or false. */
  public void bool(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
  }
}
