package dev.watertight.core.report.html;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Renders the Markdown of rule pages. Raw HTML is shown as text. A link to another rule's page
 * points to that rule in the report, or becomes plain text where the report does not have it; of
 * other links only https, http and mailto stay. Images are shown by their description, headings as
 * bold lines, so that they cannot break the order of the report's own.
 */
final class Markdown {
  private static final Pattern RULE_PAGE = Pattern.compile("(?:\\./)?([a-z0-9-]+)\\.md(?:#.*)?");
  private static final Pattern OUTSIDE = Pattern.compile("(?i)(?:https?://|mailto:).+");

  private final Parser parser;
  private final HtmlRenderer renderer;

  /**
   * @param hasRule whether the report has an anchor for the rule of the given name
   */
  Markdown(Predicate<String> hasRule) {
    List<TablesExtension> extensions = List.of((TablesExtension) TablesExtension.create());
    parser = Parser.builder().extensions(extensions).build();
    renderer =
        HtmlRenderer.builder()
            .extensions(extensions)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .nodeRendererFactory(context -> new TameNodes(context, hasRule))
            .build();
  }

  /** The HTML of the given Markdown. */
  String render(String markdown) {
    return renderer.render(parser.parse(markdown));
  }

  private static final class TameNodes implements NodeRenderer {
    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final Predicate<String> hasRule;

    TameNodes(HtmlNodeRendererContext context, Predicate<String> hasRule) {
      this.context = context;
      this.html = context.getWriter();
      this.hasRule = hasRule;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Link.class, Image.class, Heading.class);
    }

    @Override
    public void render(Node node) {
      if (node instanceof Link link) {
        link(link);
      } else if (node instanceof Heading) {
        html.line();
        html.tag("p");
        html.tag("strong");
        children(node);
        html.tag("/strong");
        html.tag("/p");
        html.line();
      } else {
        children(node);
      }
    }

    private void link(Link link) {
      String target = link.getDestination();
      Matcher rule = RULE_PAGE.matcher(target);
      if (rule.matches() && hasRule.test(rule.group(1))) {
        anchor(link, Map.of("href", "#rule-" + rule.group(1)));
      } else if (OUTSIDE.matcher(target).matches()) {
        anchor(link, Map.of("href", target, "rel", "noopener noreferrer"));
      } else {
        children(link);
      }
    }

    private void anchor(Link link, Map<String, String> attributes) {
      html.tag("a", new java.util.TreeMap<>(attributes));
      children(link);
      html.tag("/a");
    }

    private void children(Node parent) {
      for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
        context.render(node);
      }
    }
  }
}
