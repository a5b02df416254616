package dev.watertight.isolation.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.parser.ASTNodeAccess;
import net.sf.jsqlparser.parser.Node;

/**
 * One statement's text, in which the parts of its tree are found again.
 *
 * <p>The parser says where names stand. What a part of the tree reads is laid beside the text at
 * such a place, token by token; only where both agree is the place known.
 *
 * @param sql the whole text, of which this may be one of several statements
 * @param tokens this statement's
 */
record Source(String sql, List<Token> tokens) {
  /** Tokens from first to before end. */
  record Range(int first, int end) {}

  int start() {
    return tokens.get(0).start();
  }

  int end() {
    return tokens.get(tokens.size() - 1).end();
  }

  Span span(Range range) {
    return new Span(tokens.get(range.first()).start(), tokens.get(range.end() - 1).end());
  }

  String text(Span span) {
    return sql.substring(span.start(), span.end());
  }

  boolean isAt(int index, String word) {
    return index >= 0 && index < tokens.size() && tokens.get(index).is(word);
  }

  /** The token with which a name begins. */
  Optional<Integer> place(ASTNodeAccess node) {
    Node place = node.getASTNode();
    if (place == null || place.jjtGetFirstToken() == null) {
      return Optional.empty();
    }
    int offset = start() + place.jjtGetFirstToken().absoluteBegin - 1;
    int low = 0;
    int high = tokens.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = tokens.get(middle).start();
      if (found == offset) {
        return Optional.of(middle);
      }
      if (found < offset) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  /** Where the part stands that begins with this token. */
  Optional<Range> from(int first, Object part) {
    return from(first, Lexer.tokens(part.toString()));
  }

  private Optional<Range> from(int first, List<Token> part) {
    if (first < 0 || part.isEmpty()) {
      return Optional.empty();
    }
    int here = first;
    int there = 0;
    while (there < part.size()) {
      if (here >= tokens.size() || !same(tokens.get(here), part.get(there))) {
        return Optional.empty();
      }
      if (part.get(there).is("(")) {
        int hereEnd = closing(tokens, here);
        int thereEnd = closing(part, there);
        if (hereEnd < 0
            || thereEnd < 0
            || binds(tokens, here, hereEnd) != binds(part, there, thereEnd)) {
          return Optional.empty();
        }
        // The parser may write a query in parentheses in another order.
        if (!isQuery(here + 1) && !sameWithin(here, hereEnd, part, there, thereEnd)) {
          return Optional.empty();
        }
        here = hereEnd;
        there = thereEnd;
      }
      here++;
      there++;
    }
    return Optional.of(new Range(first, here));
  }

  private boolean isQuery(int index) {
    return isAt(index, "select") || isAt(index, "with") || isAt(index, "values");
  }

  private boolean sameWithin(int here, int hereEnd, List<Token> part, int there, int thereEnd) {
    Optional<Range> inner = from(here + 1, part.subList(there + 1, thereEnd));
    return thereEnd == there + 1
        ? hereEnd == here + 1
        : inner.filter(range -> range.end() == hereEnd).isPresent();
  }

  /** Where the part stands that ends before this token. */
  Optional<Range> before(int end, Object part) {
    List<Token> wanted = Lexer.tokens(part.toString());
    return from(end - wanted.size(), wanted).filter(range -> range.end() == end);
  }

  /** Where the part stands that has this token in it. */
  Optional<Range> around(int anchor, Object part) {
    List<Token> wanted = Lexer.tokens(part.toString());
    for (int i = 0; i < wanted.size(); i++) {
      if (same(tokens.get(anchor), wanted.get(i))) {
        Optional<Range> range = from(anchor - i, wanted).filter(r -> r.end() > anchor);
        if (range.isPresent()) {
          return range;
        }
      }
    }
    return query(anchor, wanted);
  }

  /** A comparison of a query in parentheses with what follows it, which has the anchor. */
  private Optional<Range> query(int anchor, List<Token> wanted) {
    if (!wanted.get(0).is("(")) {
      return Optional.empty();
    }
    for (int first = anchor - 1; first >= 0; first--) {
      if (tokens.get(first).is("(") && isQuery(first + 1)) {
        Optional<Range> range = from(first, wanted).filter(r -> r.end() > anchor);
        if (range.isPresent()) {
          return range;
        }
      }
    }
    return Optional.empty();
  }

  /** The items between this parenthesis and the one that closes it. */
  List<Range> items(int open) {
    int close = closing(open);
    return close == tokens.size() ? List.of() : items(open + 1, close);
  }

  /** What commas separate from first to before end, those in parentheses aside. */
  List<Range> items(int first, int end) {
    List<Range> items = new ArrayList<>();
    int depth = 0;
    int start = first;
    for (int i = first; i < end; i++) {
      Token token = tokens.get(i);
      depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
      if (depth == 0 && token.is(",")) {
        items.add(new Range(start, i));
        start = i + 1;
      }
    }
    if (start < end) {
      items.add(new Range(start, end));
    }
    return items;
  }

  /** The index of what closes the parenthesis, or of no token. */
  int closing(int open) {
    int close = open < 0 ? -1 : closing(tokens, open);
    return close < 0 ? tokens.size() : close;
  }

  private static int closing(List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static long binds(List<Token> tokens, int first, int end) {
    return tokens.subList(first, end).stream().filter(t -> t.kind() == Token.Kind.BIND).count();
  }

  private static boolean same(Token here, Token there) {
    return here.same(there)
        || (here.kind() == Token.Kind.WORD && there.is(Parser.name(here.text())))
        || (here.kind() == Token.Kind.SYMBOL && here.text().startsWith("??") && there.is("@>"));
  }
}
