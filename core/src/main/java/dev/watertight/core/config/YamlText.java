package dev.watertight.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads a file into YAML nodes, or says why it cannot. Bounds what a hostile file can cost: its
 * size, how deep it nests, how many aliases it has. Never quotes the file: a line could hold a
 * secret.
 */
final class YamlText {
  private static final int MOST_BYTES = 1 << 20;
  private static final int DEEPEST = 20;
  private static final int MOST_ALIASES = 50;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setMaxAliasesForCollections(MOST_ALIASES)
          .setCodePointLimit(MOST_BYTES)
          .build();

  /** The text is no YAML that can be read. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    Unreadable(int line, String message) {
      super(message);
      this.line = line;
    }

    /** From 1; 0 where no line is to blame. */
    int line() {
      return line;
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  private YamlText() {}

  /** The text of a file in UTF-8. */
  static String load(Path file) throws Unreadable {
    byte[] bytes = bytes(file);
    int start = 0;
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      start = 3;
    } else if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      throw new Unreadable(0, "is encoded in UTF-16; save it in UTF-8.");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    for (int i = start; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw new Unreadable(0, "is not a text file: it has a zero byte in it.");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(in)
          .toString();
    } catch (CharacterCodingException e) {
      throw new Unreadable(
          lineOf(bytes, in.position()), "these bytes are not UTF-8; save the file in UTF-8.");
    }
  }

  private static byte[] bytes(Path file) throws Unreadable {
    if (Files.isDirectory(file)) {
      throw new Unreadable(0, "is a folder, not a file.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new Unreadable(
            0, "is larger than 1 MiB, which is no configuration; is it another file?");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new Unreadable(0, "there is no such file.");
    } catch (AccessDeniedException e) {
      throw new Unreadable(0, "may not be read: permission denied.");
    } catch (FileSystemException e) {
      String reason = Optional.ofNullable(e.getReason()).orElse(e.getClass().getSimpleName());
      throw new Unreadable(0, "cannot be read: " + reason + ".");
    } catch (IOException e) {
      throw new Unreadable(0, "cannot be read (" + e.getClass().getSimpleName() + ").");
    }
  }

  /** The one document in the text; empty if there is nothing but comments. */
  static Optional<Node> compose(String text) throws Unreadable {
    checkCharacters(text);
    try {
      checkDepth(text);
      return new Compose(SETTINGS).composeString(text);
    } catch (MarkedYamlEngineException e) {
      throw new Unreadable(e.getProblemMark().map(YamlText::line).orElse(0), say(e));
    } catch (YamlEngineException e) {
      throw new Unreadable(
          0,
          "is not valid YAML"
              + (String.valueOf(e.getMessage()).contains("aliases")
                  ? ": it has more than " + MOST_ALIASES + " aliases."
                  : "."));
    }
  }

  static int line(Mark mark) {
    return mark.getLine() + 1;
  }

  private static void checkCharacters(String text) throws Unreadable {
    int line = 1;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c == '\n') {
        line++;
      } else if (!StreamReader.isPrintable(c)) {
        throw new Unreadable(
            line,
            String.format(
                Locale.ROOT, "the character U+%04X is not allowed in YAML; remove it.", c));
      }
    }
  }

  /** Events come one by one, while composing calls itself for each level. */
  private static void checkDepth(String text) throws Unreadable {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      Event.ID id = event.getEventId();
      if (id == Event.ID.MappingStart || id == Event.ID.SequenceStart) {
        if (++depth > DEEPEST) {
          throw new Unreadable(
              event.getStartMark().map(YamlText::line).orElse(0),
              "nests deeper than " + DEEPEST + " levels; no key needs that.");
        }
      } else if (id == Event.ID.MappingEnd || id == Event.ID.SequenceEnd) {
        depth--;
      }
    }
  }

  /** The parser's own words only where they cannot hold a piece of the file. */
  private static String say(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    if (problem.contains("TAB") || problem.contains("\\t") || problem.contains("\t")) {
      return "is not valid YAML: a tab; YAML indents with spaces only.";
    }
    if (problem.startsWith("found undefined alias")) {
      return "is not valid YAML: an alias (`*…`) names no anchor; put a text that starts with `*` in"
          + " quotes.";
    }
    if (problem.startsWith("found undefined tag") || problem.contains("URI")) {
      return "is not valid YAML: a tag (`!…`) that is not known; put a text that starts with `!` in"
          + " quotes.";
    }
    if (problem.startsWith("but found another document")) {
      return "has a second document (`---`); one file holds one configuration.";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "is not valid YAML: a `:` where none can be; put the text in quotes, or indent the line"
          + " as its neighbours.";
    }
    return "is not valid YAML: " + problem.replaceAll("\\p{Cntrl}+", " ").strip() + ".";
  }

  private static boolean startsWith(byte[] bytes, int... first) {
    if (bytes.length < first.length) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if ((bytes[i] & 0xFF) != first[i]) {
        return false;
      }
    }
    return true;
  }

  private static int lineOf(byte[] bytes, int end) {
    int line = 1;
    for (int i = 0; i < end; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }
}
