package dev.watertight.maven;

import dev.watertight.core.rule.RulePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/**
 * A rule's page as plain text: headings underlined, paragraphs broken at {@value #WIDTH} columns,
 * code indented. No colour, so that it reads the same in a terminal, a log and a pipe.
 */
final class TerminalPage extends AbstractVisitor {
  private static final int WIDTH = 88;
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private final StringBuilder out = new StringBuilder();
  private final StringBuilder inline = new StringBuilder();
  private String indent = "";
  private String bullet = "";

  private TerminalPage() {}

  /** The whole page of a rule. */
  static String of(RulePage page) {
    TerminalPage text = new TerminalPage();
    PARSER.parse(page.markdown()).accept(text);
    String facts =
        "layer %s, severity %s, since %s"
            .formatted(
                page.layer().name().toLowerCase(Locale.ROOT),
                page.severity().label(),
                page.since());
    return page.name() + eol() + facts + eol() + text.out;
  }

  /** Names and summaries. */
  static String listOf(List<RulePage> pages) {
    TerminalPage text = new TerminalPage();
    String layer = "";
    for (RulePage page : pages) {
      String next = page.layer().name().toLowerCase(Locale.ROOT);
      if (!next.equals(layer)) {
        layer = next;
        text.title("Layer: " + layer, '-');
      }
      text.out.append(eol()).append(page.name()).append(" (").append(page.severity().label());
      text.out.append(')').append(eol());
      text.indent = "    ";
      text.inline.append(page.summary());
      text.flush();
      text.indent = "";
    }
    return text.out + eol() + "More on one of them: -Drule=NAME" + eol();
  }

  private static String eol() {
    return System.lineSeparator();
  }

  private void title(String text, char line) {
    out.append(eol()).append(text).append(eol());
    out.append(String.valueOf(line).repeat(Math.min(text.length(), WIDTH))).append(eol());
  }

  /** Ends a block: its text, broken into lines. */
  private void flush() {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String piece : inline.toString().split("\n", -1)) {
      for (String word : piece.strip().split(" +", -1)) {
        if (!line.isEmpty() && indent.length() + line.length() + 1 + word.length() > WIDTH) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      lines.add(line.toString());
      line.setLength(0);
    }
    inline.setLength(0);
    for (String text : lines) {
      String start = bullet.isEmpty() ? indent : indent.substring(bullet.length()) + bullet;
      bullet = "";
      out.append((start + text).stripTrailing()).append(eol());
    }
  }

  private void code(String literal) {
    out.append(eol());
    literal.lines().forEach(l -> out.append((indent + "    " + l).stripTrailing()).append(eol()));
  }

  @Override
  public void visit(Heading heading) {
    visitChildren(heading);
    String text = inline.toString();
    inline.setLength(0);
    if (heading.getLevel() == 2) {
      title(text, '-');
    } else if (heading.getLevel() > 2) {
      out.append(eol()).append("* ").append(text).append(eol());
    }
    // The first level is the rule's name, which stands on top already.
  }

  @Override
  public void visit(Paragraph paragraph) {
    if (bullet.isEmpty()) {
      out.append(eol());
    }
    visitChildren(paragraph);
    flush();
  }

  @Override
  public void visit(BulletList list) {
    list(list, 0);
  }

  @Override
  public void visit(OrderedList list) {
    list(list, list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber());
  }

  private void list(Node list, int first) {
    out.append(eol());
    String outer = indent;
    int number = first;
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      String mark = first == 0 ? "- " : number++ + ". ";
      indent = outer + " ".repeat(mark.length());
      bullet = mark;
      item.accept(this);
    }
    indent = outer;
  }

  @Override
  public void visit(ListItem item) {
    visitChildren(item);
  }

  @Override
  public void visit(BlockQuote quote) {
    String outer = indent;
    indent = outer + "  ";
    visitChildren(quote);
    indent = outer;
  }

  @Override
  public void visit(FencedCodeBlock block) {
    String info = block.getInfo() == null ? "" : block.getInfo().strip();
    int space = info.indexOf(' ');
    if (space > 0) {
      out.append(eol()).append(indent).append(info.substring(space + 1)).append(':').append(eol());
    }
    code(block.getLiteral());
  }

  @Override
  public void visit(IndentedCodeBlock block) {
    code(block.getLiteral());
  }

  @Override
  public void visit(HtmlBlock block) {
    code(block.getLiteral());
  }

  @Override
  public void visit(ThematicBreak line) {
    out.append(eol());
  }

  @Override
  public void visit(CustomBlock block) {
    if (block instanceof TableBlock) {
      out.append(eol());
    }
    visitChildren(block);
  }

  @Override
  public void visit(CustomNode node) {
    if (node instanceof TableRow) {
      visitChildren(node);
      bullet = "- ";
      indent = "  ";
      flush();
      indent = "";
    } else if (node instanceof TableCell) {
      inline.append(node.getPrevious() == null ? "" : " | ");
      visitChildren(node);
    } else {
      visitChildren(node);
    }
  }

  @Override
  public void visit(Text text) {
    inline.append(text.getLiteral());
  }

  @Override
  public void visit(Code code) {
    inline.append('`').append(code.getLiteral()).append('`');
  }

  @Override
  public void visit(Link link) {
    visitChildren(link);
    if (link.getDestination().contains("://")) {
      inline.append(" (").append(link.getDestination()).append(')');
    }
  }

  @Override
  public void visit(HtmlInline html) {
    inline.append(html.getLiteral());
  }

  @Override
  public void visit(SoftLineBreak line) {
    inline.append(' ');
  }

  @Override
  public void visit(HardLineBreak line) {
    inline.append('\n');
  }
}
