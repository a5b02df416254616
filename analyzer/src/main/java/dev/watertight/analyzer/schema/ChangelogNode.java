package dev.watertight.analyzer.schema;

import dev.watertight.analyzer.sql.SqlText;
import dev.watertight.analyzer.xml.XmlElement;
import dev.watertight.analyzer.xml.XmlException;
import dev.watertight.analyzer.xml.XmlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * An element of a changelog, the same whether it was XML or YAML: a scalar of YAML and an attribute
 * of XML are both children without children.
 */
record ChangelogNode(String name, String text, List<ChangelogNode> children, int line) {
  private static final int MOST_NODES = 2_000_000;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*\\}");

  /** The value of an attribute, without the placeholders in it. */
  Optional<String> value(String attribute) {
    for (ChangelogNode child : children) {
      if (child.name.equals(attribute) && child.children.isEmpty()) {
        String value = PLACEHOLDER.matcher(child.text).replaceAll("").strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(unquoted(value));
      }
    }
    return Optional.empty();
  }

  private static String unquoted(String value) {
    char first = value.charAt(0);
    boolean quoted =
        value.length() > 1
            && (first == '"' || first == '`')
            && value.charAt(value.length() - 1) == first;
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  boolean is(String attribute, String expected) {
    return value(attribute).filter(v -> v.equalsIgnoreCase(expected)).isPresent();
  }

  <T> Optional<T> both(String a, String b, BiFunction<String, String, T> make) {
    return value(a).flatMap(x -> value(b).map(y -> make.apply(x, y)));
  }

  /** All elements of this name below, at any depth of lists. */
  List<ChangelogNode> all(String element) {
    List<ChangelogNode> all = new ArrayList<>();
    for (ChangelogNode child : children) {
      if (child.name.equals(element)) {
        all.add(child);
      } else if (child.name.isEmpty() || child.name.equals(element + "s")) {
        all.addAll(child.all(element));
      }
    }
    return all;
  }

  static ChangelogNode xml(String text) throws ChangelogException {
    try {
      return new ChangelogNode("", "", List.of(node(XmlReader.read(text))), 1);
    } catch (XmlException e) {
      throw new ChangelogException(e.line(), String.valueOf(e.getMessage()));
    }
  }

  private static ChangelogNode node(XmlElement element) {
    List<ChangelogNode> children = new ArrayList<>();
    element
        .attributes()
        .forEach((k, v) -> children.add(new ChangelogNode(k, v, List.of(), element.line())));
    element.elements().forEach(e -> children.add(node(e)));
    int textLine = element.text().isBlank() ? element.line() : element.textLine();
    boolean sql = !element.text().isBlank() && element.elements().isEmpty();
    return new ChangelogNode(
        element.name(), element.text(), children, sql ? textLine : element.line());
  }

  static ChangelogNode yaml(String text) throws ChangelogException {
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel("changelog")
              .setCodePointLimit(64_000_000)
              .setMaxAliasesForCollections(100_000)
              .build();
      Optional<Node> root = new Compose(settings).composeString(text.replace(SqlText.HOLE, '?'));
      List<ChangelogNode> children = new ArrayList<>();
      if (root.isPresent()) {
        children.add(node("", root.get(), new int[] {MOST_NODES}));
      }
      return new ChangelogNode("", "", children, 1);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(1);
      throw new ChangelogException(line, String.valueOf(e.getProblem()));
    } catch (YamlEngineException e) {
      throw new ChangelogException(1, String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    }
  }

  /** Aliases can make a small text a tree without end: {@code left} bounds it. */
  private static ChangelogNode node(String name, Node node, int[] left) throws ChangelogException {
    int line = node.getStartMark().map(m -> m.getLine() + 1).orElse(1);
    if (--left[0] < 0) {
      throw new ChangelogException(line, "its aliases expand to too much");
    }
    List<ChangelogNode> children = new ArrayList<>();
    String text = "";
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          children.add(node(key.getValue(), tuple.getValueNode(), left));
        }
      }
    } else if (node instanceof SequenceNode sequence) {
      for (Node element : sequence.getValue()) {
        children.add(node("", element, left));
      }
    } else if (node instanceof ScalarNode scalar) {
      text = scalar.getValue();
    }
    return new ChangelogNode(name, text, children, line);
  }
}
