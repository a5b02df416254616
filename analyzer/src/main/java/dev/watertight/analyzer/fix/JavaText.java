package dev.watertight.analyzer.fix;

import com.github.javaparser.Position;
import com.github.javaparser.Range;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import dev.watertight.analyzer.source.JavaReader;
import dev.watertight.core.finding.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Java file as text and as a tree, whose places are those of the text. */
final class JavaText {
  private final String path;
  private final String text;
  private final String digest;
  private final CompilationUnit tree;
  private final List<Integer> starts = new ArrayList<>();

  private JavaText(String path, String text, CompilationUnit tree) {
    this.path = path;
    this.text = text;
    this.digest = Fix.digest(text);
    this.tree = tree;
    starts.add(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        starts.add(i + 1);
      }
    }
  }

  /** Empty where it cannot be parsed as it stands. */
  static Optional<JavaText> of(String path, String text) {
    return JavaReader.tree(text).map(tree -> new JavaText(path, text, tree));
  }

  /** The outermost node of a kind whose name or whole begins there. */
  <T extends Node> Optional<T> find(Class<T> kind, java.util.function.Predicate<T> which) {
    return tree.findFirst(kind, which);
  }

  private int offset(Position at) {
    return starts.get(at.line - 1) + at.column - 1;
  }

  int begin(Node node) {
    return offset(range(node).begin);
  }

  /** One behind the last character. */
  int end(Node node) {
    return offset(range(node).end) + 1;
  }

  private static Range range(Node node) {
    return node.getRange()
        .orElseThrow(() -> new IllegalStateException("A parsed node has a range."));
  }

  String of(Node node) {
    return text.substring(begin(node), end(node));
  }

  String text() {
    return text;
  }

  /** What stands between the begin of its line and the offset, where that is blank. */
  Optional<String> indentation(int offset) {
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    String before = text.substring(start, offset);
    return before.isBlank() ? Optional.of(before) : Optional.empty();
  }

  /** A change of what stands between two offsets. */
  Fix.Replacement replace(int begin, int end, String fresh) {
    int[] from = place(begin);
    int[] to = place(end);
    return new Fix.Replacement(path, from[0], from[1], to[0], to[1], fresh, digest);
  }

  Fix.Replacement insert(int at, String fresh) {
    return replace(at, at, fresh);
  }

  private int[] place(int offset) {
    int line = 0;
    while (line + 1 < starts.size() && starts.get(line + 1) <= offset) {
      line++;
    }
    return new int[] {line + 1, offset - starts.get(line) + 1};
  }
}
