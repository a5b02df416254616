package dev.watertight.analyzer.source;

import com.github.javaparser.ParseException;
import com.github.javaparser.ParseResult;
import com.github.javaparser.Position;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.stmt.BlockStmt;
import dev.watertight.analyzer.facts.Lowering;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads enums that are declared inside of a method: Java has them since 16, the parser does not.
 *
 * <p>Each is cut out of the text, which then holds an empty block in its place, and is read apart,
 * as a file of its own in which all else is blank, so that its places stay those of the source.
 */
final class LocalEnums {
  private static final String PLACEHOLDER = "{}";

  private final Function<String, ParseResult<CompilationUnit>> parser;

  LocalEnums(Function<String, ParseResult<CompilationUnit>> parser) {
    this.parser = parser;
  }

  /**
   * Reads a text that the parser refused.
   *
   * @return the tree, with each enum attached to its placeholder; empty if local enums were not, or
   *     not alone, what the parser refused
   */
  Optional<CompilationUnit> read(String source, ParseResult<CompilationUnit> refused) {
    String rest = source;
    ParseResult<CompilationUnit> result = refused;
    Map<Position, EnumDeclaration> enums = new HashMap<>();
    while (!result.isSuccessful()) {
      String text = rest;
      Optional<Cut> cut = stumbledAt(result).flatMap(place -> Cut.before(text, place));
      Optional<EnumDeclaration> declared = cut.flatMap(c -> parse(c.declaration()));
      Optional<Position> begin = declared.flatMap(EnumDeclaration::getBegin);
      if (cut.isEmpty() || begin.isEmpty() || enums.containsKey(begin.get())) {
        return Optional.empty();
      }
      enums.put(begin.get(), declared.get());
      rest = cut.get().rest();
      result = parser.apply(rest);
    }
    result
        .getResult()
        .ifPresent(
            unit ->
                unit.findAll(BlockStmt.class)
                    .forEach(
                        block -> {
                          EnumDeclaration declared = block.getBegin().map(enums::get).orElse(null);
                          if (declared != null) {
                            block.setData(Lowering.LOCAL_ENUM, declared);
                          }
                        }));
    return result.getResult();
  }

  private Optional<EnumDeclaration> parse(String declaration) {
    ParseResult<CompilationUnit> result = parser.apply(declaration);
    Optional<CompilationUnit> unit =
        result.isSuccessful() ? result.getResult() : read(declaration, result);
    return unit.filter(u -> u.getTypes().size() == 1)
        .flatMap(u -> u.getType(0).toEnumDeclaration());
  }

  /** The first sign that the parser did not expect. */
  private static Optional<Position> stumbledAt(ParseResult<CompilationUnit> result) {
    return result.getProblems().stream()
        .flatMap(problem -> problem.getCause().stream())
        .filter(ParseException.class::isInstance)
        .map(cause -> ((ParseException) cause).currentToken)
        .filter(token -> token != null && token.next != null)
        .map(token -> new Position(token.next.beginLine, token.next.beginColumn))
        .min(Comparator.naturalOrder());
  }

  /**
   * A text in two.
   *
   * @param declaration the enum alone, all else blank
   * @param rest all else, the enum blank but for the placeholder
   */
  private record Cut(String declaration, String rest) {
    /** The parser takes {@code enum E} for a variable and stumbles over what follows. */
    private static final Pattern HEAD =
        Pattern.compile("(?:@[\\w.]+(?:\\([^()]*\\))?\\s*)*\\benum\\s+\\w+\\s*$");

    private static final int LONGEST_HEAD = 400;

    /** Cuts at an enum whose head ends right before a place. */
    static Optional<Cut> before(String text, Position place) {
      int offset = offset(text, place);
      Matcher head = HEAD.matcher(text).region(Math.max(0, offset - LONGEST_HEAD), offset);
      if (!head.find()) {
        return Optional.empty();
      }
      JavaScanner scanner = new JavaScanner(text, offset);
      while (scanner.next() && ";}=".indexOf(scanner.first()) < 0) {
        if (scanner.first() == '{') {
          return scanner.skipTo('{', '}')
              ? Optional.of(at(text, head.start(), scanner.end()))
              : Optional.empty();
        }
      }
      return Optional.empty();
    }

    private static Cut at(String text, int start, int end) {
      String before = text.substring(0, start);
      String inside = text.substring(start, end);
      String after = text.substring(end);
      return new Cut(
          blank(before) + inside + blank(after),
          before + PLACEHOLDER + blank(inside.substring(PLACEHOLDER.length())) + after);
    }

    private static int offset(String text, Position place) {
      int at = 0;
      for (int line = 1; line < place.line && at < text.length(); at++) {
        char c = text.charAt(at);
        boolean half = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
        line += (c == '\n' || c == '\r') && !half ? 1 : 0;
      }
      return Math.min(at + place.column - 1, text.length());
    }

    private static String blank(String text) {
      StringBuilder blank = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        blank.append(c == '\n' || c == '\r' ? c : ' ');
      }
      return blank.toString();
    }
  }
}
