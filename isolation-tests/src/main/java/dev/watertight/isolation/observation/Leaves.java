package dev.watertight.isolation.observation;

import dev.watertight.isolation.observation.Observation.Leaf;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The values that have no parts. */
final class Leaves {
  private static final int MOST_BYTES = 1_000_000;

  private Leaves() {}

  static Optional<Leaf> of(Object value) {
    if (value instanceof CharSequence || value instanceof Character) {
      return leaf("text", value.toString());
    }
    if (value instanceof Number) {
      return leaf("number", value.toString());
    }
    if (value instanceof Boolean) {
      return leaf("boolean", value.toString());
    }
    if (value instanceof UUID) {
      return leaf("uuid", value.toString());
    }
    if (value instanceof Enum<?> constant) {
      return leaf("enum", constant.name());
    }
    if (value instanceof Class<?> type) {
      return leaf("object", type.getName());
    }
    return time(value).or(() -> bytes(value));
  }

  private static Optional<Leaf> time(Object value) {
    if (value instanceof java.sql.Date || value instanceof java.sql.Time) {
      return leaf("time", value.toString());
    }
    if (value instanceof java.util.Date date) {
      return leaf("time", date.toInstant().toString());
    }
    return value instanceof TemporalAccessor
            || value instanceof TemporalAmount
            || value instanceof ZoneId
        ? leaf("time", value.toString())
        : Optional.empty();
  }

  private static Optional<Leaf> bytes(Object value) {
    try {
      if (value instanceof byte[] bytes) {
        return leaf("bytes", text(bytes));
      }
      if (value instanceof char[] characters) {
        return leaf("text", new String(characters));
      }
      if (value instanceof ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return leaf("bytes", text(bytes));
      }
      if (value instanceof InputStream stream) {
        try (stream) {
          return leaf("bytes", text(stream.readNBytes(MOST_BYTES)));
        }
      }
      if (value instanceof Blob blob) {
        return leaf("bytes", text(blob.getBytes(1, MOST_BYTES)));
      }
      if (value instanceof Reader reader) {
        return leaf("text", text(reader));
      }
      return value instanceof Clob clob
          ? leaf("text", text(clob.getCharacterStream()))
          : Optional.empty();
    } catch (IOException | SQLException e) {
      return leaf(
          "object", "(not readable: " + e.getClass().getName() + ": " + e.getMessage() + ")");
    }
  }

  private static Optional<Leaf> leaf(String kind, String text) {
    return Optional.of(new Leaf(kind, text));
  }

  private static String text(Reader reader) throws IOException {
    try (reader) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return text.toString();
    }
  }

  /** The bytes as text where they are one, so that a mark in them is found; else as digits. */
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
  }

  /** The elements of an array of whatever type. */
  static List<Object> elements(Object array) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      elements.add(Array.get(array, i));
    }
    return elements;
  }
}
