package dev.watertight.analyzer.text;

import dev.watertight.analyzer.schema.NotRead;
import dev.watertight.analyzer.xml.XmlElement;
import dev.watertight.analyzer.xml.XmlException;
import dev.watertight.analyzer.xml.XmlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the mapper files of MyBatis 3 and iBATIS 2, and puts the texts of their statements
 * together. A bind becomes {@code ?}; text that is substituted at run time becomes a hole. Never
 * throws.
 */
public final class MapperXml {
  private MapperXml() {}

  /**
   * The statements and fragments of one file; nothing if it is another kind of XML.
   *
   * @param path relative to the project's root
   */
  public static MapperFile read(String path, String text) {
    if (!text.contains("<mapper") && !text.contains("<sqlMap")) {
      return new MapperFile(path, "", List.of(), List.of(), List.of());
    }
    try {
      XmlElement root = XmlReader.read(text);
      if (!root.name().equals("mapper") && !root.name().equals("sqlMap")) {
        return new MapperFile(path, "", List.of(), List.of(), List.of());
      }
      return read(path, root);
    } catch (XmlException e) {
      return new MapperFile(
          path, "", List.of(), List.of(), List.of(NotRead.file(path, e.line(), reason(e))));
    }
  }

  private static String reason(XmlException e) {
    return "the mapper is not well-formed XML: " + e.getMessage();
  }

  private static MapperFile read(String path, XmlElement root) {
    MapperParser parser = new MapperParser(path);
    List<MapperStatement> statements = new ArrayList<>();
    List<MapperStatement> fragments = new ArrayList<>();
    for (XmlElement element : root.elements()) {
      Optional<MapperStatement.Kind> kind = kind(element.name());
      if (kind.isEmpty()) {
        continue;
      }
      MapperStatement statement = statement(parser, element, kind.get(), id(element));
      if (kind.get() == MapperStatement.Kind.SQL) {
        fragments.add(statement);
        continue;
      }
      statements.add(statement);
      for (XmlElement key : element.elements("selectKey")) {
        statements.add(
            statement(parser, key, MapperStatement.Kind.SELECT_KEY, id(element) + "!selectKey"));
      }
    }
    String namespace = root.attribute("namespace").orElse("");
    return new MapperFile(path, namespace, statements, fragments, List.of());
  }

  private static String id(XmlElement element) {
    return element.attribute("id").orElse("");
  }

  private static MapperStatement statement(
      MapperParser parser, XmlElement element, MapperStatement.Kind kind, String id) {
    MapperStatement.Body body = new MapperStatement.Body(parser.body(element));
    return new MapperStatement(id, element.attribute("databaseId"), kind, element.line(), body);
  }

  private static Optional<MapperStatement.Kind> kind(String tag) {
    return switch (tag) {
      case "select" -> Optional.of(MapperStatement.Kind.SELECT);
      case "insert" -> Optional.of(MapperStatement.Kind.INSERT);
      case "update" -> Optional.of(MapperStatement.Kind.UPDATE);
      case "delete" -> Optional.of(MapperStatement.Kind.DELETE);
      case "statement" -> Optional.of(MapperStatement.Kind.STATEMENT);
      case "procedure" -> Optional.of(MapperStatement.Kind.PROCEDURE);
      case "sql" -> Optional.of(MapperStatement.Kind.SQL);
      default -> Optional.empty();
    };
  }

  /**
   * The statements of all files, with their includes resolved over all of them. Where one statement
   * exists for several databases, by its {@code databaseId} or by its id's ending, those for others
   * than PostgreSQL are left out.
   */
  public static List<MappedStatement> join(List<MapperFile> files) {
    return join(files, Map.of());
  }

  /**
   * The same, with variables of the configuration: MyBatis puts them in when it reads the files.
   */
  public static List<MappedStatement> join(List<MapperFile> files, Map<String, String> variables) {
    return join(files, variables, text -> true);
  }

  /**
   * The same.
   *
   * @param telling whether it matters which parts of a statement may be left out, by one of its
   *     texts
   */
  public static List<MappedStatement> join(
      List<MapperFile> files, Map<String, String> variables, Predicate<String> telling) {
    Fragments fragments = new Fragments(files);
    List<MappedStatement> all = new ArrayList<>();
    for (MapperFile file : files) {
      Map<String, Boolean> preferred = new HashMap<>();
      for (MapperStatement statement : file.statements()) {
        preferred.merge(statement.id(), Databases.preferred(statement), Boolean::logicalOr);
      }
      for (MapperStatement statement : file.statements()) {
        boolean better = preferred.getOrDefault(statement.id(), false);
        boolean other = Databases.isForAnother(statement.id(), preferred.keySet());
        if (!other && (Databases.preferred(statement) || !better)) {
          all.add(rendered(file, statement, fragments, variables, telling));
        }
      }
    }
    return List.copyOf(all);
  }

  private static MappedStatement rendered(
      MapperFile file,
      MapperStatement statement,
      Fragments fragments,
      Map<String, String> variables,
      Predicate<String> telling) {
    VariantRenderer renderer = new VariantRenderer(file, fragments, variables);
    List<SourceText> variants = renderer.variantsWithoutPaging(statement);
    return new MappedStatement(
        file.namespace(),
        statement.id(),
        statement.databaseId(),
        statement.kind(),
        file.path(),
        statement.line(),
        variants,
        variants.stream().map(SourceText::text).anyMatch(telling)
            ? renderer.bare(statement)
            : List.of(),
        renderer.dynamic(),
        renderer.missing(),
        renderer.leftOut());
  }

  /**
   * The texts of an annotation's value, such as {@code @Select("select ... #{id}")}, with or
   * without a {@code <script>} around it; what is unknown of it may be holes. Lines count from the
   * beginning of the text.
   */
  public static List<SourceText> annotation(String path, String text) {
    String script = text.strip();
    if (script.toLowerCase(Locale.ROOT).startsWith("<script")) {
      try {
        MapperFile file = new MapperFile(path, "", List.of(), List.of(), List.of());
        MapperNode body = new MapperParser(path).body(XmlReader.read(script));
        MapperStatement statement =
            new MapperStatement(
                "",
                Optional.empty(),
                MapperStatement.Kind.STATEMENT,
                1,
                new MapperStatement.Body(body));
        VariantRenderer renderer = new VariantRenderer(file, new Fragments(List.of()), Map.of());
        List<SourceText> texts = new ArrayList<>(renderer.variants(statement));
        renderer.bare(statement).stream().filter(t -> !texts.contains(t)).forEach(texts::add);
        return List.copyOf(texts);
      } catch (XmlException e) {
        // A text in angle brackets that is no XML: read as it is.
        return List.of(SourceText.of(Placeholders.resolved(text, Map.of()), path, 1));
      }
    }
    return List.of(SourceText.of(Placeholders.resolved(text, Map.of()), path, 1));
  }
}
