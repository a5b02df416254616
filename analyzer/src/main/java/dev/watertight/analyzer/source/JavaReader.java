package dev.watertight.analyzer.source;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseException;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.Problem;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.CompilationUnit;
import dev.watertight.analyzer.facts.Lowering;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one Java file. Syntax is taken as the newest language level has it, previews included;
 * whether it would compile is not checked.
 *
 * <p>Any input gives an outcome, never an exception. Time is bounded for code that people write,
 * not for every text: callers that read whole projects put a limit on it.
 */
public final class JavaReader {
  private static final int MOST_NESTED_BLOCKS = 12;
  private static final Pattern LEXICAL_ERROR_LINE = Pattern.compile("line (\\d+)");

  private static final ThreadLocal<JavaParser> PARSER =
      ThreadLocal.withInitial(() -> newParser(ParserConfiguration.LanguageLevel.BLEEDING_EDGE));

  private JavaReader() {}

  /**
   * Reads a file.
   *
   * @param path relative to the project's root, {@code /}-separated; it goes into the facts
   */
  public static Outcome read(String path, byte[] bytes) {
    String text;
    try {
      text = SourceText.decode(bytes);
    } catch (SourceText.NotText e) {
      return new Outcome.Refused(e.reason(), e.line());
    }
    int line = BlockDepth.firstLineDeeperThan(text, MOST_NESTED_BLOCKS);
    if (line > 0) {
      return new Outcome.Refused(
          "lambdas or anonymous classes are nested in each other's arguments more than "
              + MOST_NESTED_BLOCKS
              + " deep; give the inner ones methods of their own",
          line);
    }
    return DeepStack.call(() -> parse(path, text));
  }

  /**
   * The tree of a file's text, for changes to it: its places are those of the text.
   *
   * @return empty where it cannot be parsed as it stands
   */
  public static Optional<CompilationUnit> tree(String text) {
    if (UnicodeEscapes.mayBeIn(text)
        || BlockDepth.firstLineDeeperThan(text, MOST_NESTED_BLOCKS) > 0) {
      return Optional.empty();
    }
    return DeepStack.call(
        () -> {
          try {
            ParseResult<CompilationUnit> result = parseOnce(text);
            return result.getResult().filter(any -> result.isSuccessful());
          } catch (StackOverflowError | RuntimeException e) {
            PARSER.remove();
            return Optional.empty();
          }
        });
  }

  private static Outcome parse(String path, String source) {
    try {
      if (!UnicodeEscapes.mayBeIn(source)) {
        Parsed parsed = parse(source);
        return parsed.unit().isPresent()
            ? read(path, parsed.unit().get(), source)
            : parsed.refused();
      }
      UnicodeEscapes escapes = UnicodeEscapes.of(source);
      Parsed parsed = parse(escapes.text());
      parsed.unit().ifPresent(escapes::restoreRanges);
      return parsed.unit().isPresent()
          ? read(path, parsed.unit().get(), source)
          : new Outcome.Refused(
              parsed.refused().reason(), escapes.sourceLine(parsed.refused().line()));
    } catch (StackOverflowError e) {
      PARSER.remove();
      return new Outcome.Refused("its code is nested too deep to be read", 1);
    } catch (RuntimeException e) {
      PARSER.remove();
      return new Outcome.Refused(
          "it could not be read, through a fault of this tool: " + e.getClass().getSimpleName(), 1);
    }
  }

  private static Outcome read(String path, CompilationUnit unit, String source) {
    return new Outcome.Read(Lowering.lower(path, unit, SourceText.lines(source)));
  }

  /** A tree, or why there is none. */
  private record Parsed(Optional<CompilationUnit> unit, Outcome.Refused refused) {}

  private static Parsed parse(String text) {
    ParseResult<CompilationUnit> result = parseOnce(text);
    Optional<CompilationUnit> unit = result.getResult().filter(any -> result.isSuccessful());
    if (unit.isEmpty()) {
      unit = new LocalEnums(JavaReader::parseOnce).read(text, result);
    }
    return new Parsed(
        unit,
        result.getProblems().stream()
            .map(JavaReader::refused)
            .min(Comparator.comparingInt(Outcome.Refused::line))
            .orElse(new Outcome.Refused("its syntax is not understood", 1)));
  }

  private static ParseResult<CompilationUnit> parseOnce(String text) {
    ParseResult<CompilationUnit> result = PARSER.get().parse(text);
    if (!result.isSuccessful() && text.contains("yield")) {
      // Before Java 14 it was a name like any other.
      ParseResult<CompilationUnit> older =
          newParser(ParserConfiguration.LanguageLevel.JAVA_12).parse(text);
      return older.isSuccessful() ? older : result;
    }
    return result;
  }

  private static JavaParser newParser(ParserConfiguration.LanguageLevel level) {
    ParserConfiguration configuration =
        new ParserConfiguration().setAttributeComments(false).setLanguageLevel(level);
    // They validate and decorate the tree; the level alone tells the parser which words are
    // keywords.
    configuration.getProcessors().clear();
    return new JavaParser(configuration);
  }

  private static Outcome.Refused refused(Problem problem) {
    Throwable cause = problem.getCause().orElse(null);
    if (cause instanceof ParseException e && e.currentToken != null) {
      com.github.javaparser.Token next = e.currentToken.next;
      if (next == null || next.kind == 0) {
        return new Outcome.Refused(
            "its syntax is not understood: the file ends before its code does",
            Math.max(1, e.currentToken.endLine));
      }
      return new Outcome.Refused(
          "its syntax is not understood near `" + shortened(next.image) + "`",
          Math.max(1, next.beginLine));
    }
    Matcher line = LEXICAL_ERROR_LINE.matcher(problem.getMessage());
    if (cause != null && line.find()) {
      return new Outcome.Refused(
          "a character or quote stands where Java allows none", Integer.parseInt(line.group(1)));
    }
    int at =
        problem
            .getLocation()
            .map(TokenRange::getBegin)
            .flatMap(token -> token.getRange())
            .map(range -> range.begin.line)
            .orElse(1);
    return new Outcome.Refused("its syntax is not understood", at);
  }

  private static String shortened(String image) {
    String line = image.lines().findFirst().orElse("");
    return line.length() <= 40 ? line : line.substring(0, 40) + "…";
  }
}
