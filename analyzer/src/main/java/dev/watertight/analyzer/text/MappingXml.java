package dev.watertight.analyzer.text;

import dev.watertight.analyzer.schema.NotRead;
import dev.watertight.analyzer.sql.Dialect;
import dev.watertight.analyzer.xml.XmlElement;
import dev.watertight.analyzer.xml.XmlException;
import dev.watertight.analyzer.xml.XmlReader;
import dev.watertight.core.tenant.detection.ColumnFact;
import dev.watertight.core.tenant.detection.ForeignKeyFact;
import dev.watertight.core.tenant.detection.TableFact;
import dev.watertight.core.tenant.detection.TableFact.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code orm.xml} and {@code hbm.xml}. Columns that only the classes tell are not in them.
 */
final class MappingXml {
  private static final Set<String> ORM_COLUMNS =
      Set.of("column", "join-column", "tenant-discriminator-column", "discriminator-column");
  private static final Set<String> HBM_PROPERTIES =
      Set.of(
          "property", "id", "version", "timestamp", "many-to-one", "key-property", "discriminator");
  private static final Set<String> HBM_CLASSES =
      Set.of("class", "subclass", "joined-subclass", "union-subclass");

  private final String path;
  private final List<TableFact> tables = new ArrayList<>();
  private final List<String> tenantColumns = new ArrayList<>();
  private final List<NamedQuery> queries = new ArrayList<>();

  private MappingXml(String path) {
    this.path = path;
  }

  static MappingFile read(String path, String text) {
    if (!text.contains("entity-mappings") && !text.contains("hibernate-mapping")) {
      return new MappingFile(path, List.of(), List.of(), List.of(), List.of());
    }
    MappingXml mapping = new MappingXml(path);
    List<NotRead> problems = new ArrayList<>();
    try {
      XmlElement root = XmlReader.read(text);
      if (root.name().equals("entity-mappings")) {
        mapping.orm(root);
      } else if (root.name().equals("hibernate-mapping")) {
        mapping.hibernate(root);
      }
    } catch (XmlException e) {
      problems.add(
          NotRead.file(path, e.line(), "the mapping is not well-formed XML: " + e.getMessage()));
    }
    return new MappingFile(path, mapping.tables, mapping.tenantColumns, mapping.queries, problems);
  }

  private void orm(XmlElement root) {
    String inPackage =
        root.elements("package").stream().findFirst().map(XmlElement::text).orElse("");
    Optional<String> schema =
        root.elements("schema").stream().findFirst().map(e -> e.text().strip());
    for (XmlElement element : root.elements()) {
      if (element.name().equals("entity")) {
        entity(element, inPackage.strip(), schema);
      }
      ormQuery(element);
    }
  }

  private void entity(XmlElement entity, String inPackage, Optional<String> schema) {
    String type = qualified(entity.attribute("class").orElse(""), inPackage);
    Optional<XmlElement> table = entity.elements("table").stream().findFirst();
    String name =
        table
            .flatMap(t -> t.attribute("name"))
            .or(() -> entity.attribute("name"))
            .orElse(simple(type));
    List<ColumnFact> columns = new ArrayList<>();
    ormColumns(entity, columns);
    table(
        table.flatMap(t -> t.attribute("schema")).or(() -> schema),
        name,
        columns,
        List.of(),
        entity.line(),
        Origin.JPA,
        type);
    for (XmlElement element : entity.elements()) {
      ormQuery(element);
    }
  }

  private void ormColumns(XmlElement element, List<ColumnFact> columns) {
    for (XmlElement child : element.elements()) {
      if (ORM_COLUMNS.contains(child.name())) {
        child
            .attribute("name")
            .ifPresent(
                n ->
                    columns.add(
                        new ColumnFact(
                            n,
                            "",
                            !child.attributes().getOrDefault("nullable", "").equals("false"))));
      }
      boolean tenant =
          child.name().equals("tenant-discriminator-column") || child.name().equals("tenant-id");
      if (tenant) {
        child
            .attribute("name")
            .map(n -> child.name().equals("tenant-id") ? column(child).orElse(n) : n)
            .ifPresent(tenantColumns::add);
      }
      if (!child.name().equals("join-table") && !child.name().equals("collection-table")) {
        ormColumns(child, columns);
      }
    }
  }

  private static Optional<String> column(XmlElement element) {
    return element.elements("column").stream()
        .flatMap(c -> c.attribute("name").stream())
        .findFirst();
  }

  private void ormQuery(XmlElement element) {
    boolean jpql = element.name().equals("named-query");
    if (!jpql && !element.name().equals("named-native-query")) {
      return;
    }
    List<XmlElement> text = element.elements("query");
    if (!text.isEmpty()) {
      query(element, jpql ? Dialect.JPQL : Dialect.SQL, text.get(0));
    }
  }

  private void query(XmlElement element, Dialect dialect, XmlElement text) {
    String query = text.text();
    int line = text.elements().isEmpty() ? text.line() : text.textLine();
    SourceText source = SourceText.of(query, path, Math.max(line, firstTextLine(text)));
    queries.add(new NamedQuery(element.attribute("name").orElse(""), dialect, source));
  }

  private static int firstTextLine(XmlElement element) {
    return element.children().isEmpty() ? element.line() : element.children().get(0).line();
  }

  private void hibernate(XmlElement root) {
    String inPackage = root.attribute("package").orElse("");
    Optional<String> schema = root.attribute("schema");
    for (XmlElement element : root.elements()) {
      if (element.name().equals("class")) {
        hibernateClass(element, inPackage, schema, Optional.empty());
      }
      hibernateQuery(element);
    }
  }

  private void hibernateClass(
      XmlElement element, String inPackage, Optional<String> schema, Optional<String> parent) {
    String type =
        qualified(
            element.attribute("name").or(() -> element.attribute("entity-name")).orElse(""),
            inPackage);
    boolean ownTable = !element.name().equals("subclass");
    String table =
        element.attribute("table").orElse(ownTable ? simple(type) : parent.orElse(simple(type)));
    List<ColumnFact> columns = new ArrayList<>();
    List<ForeignKeyFact> keys = new ArrayList<>();
    hibernateColumns(element, columns);
    table(
        element.attribute("schema").or(() -> schema),
        unquoted(table),
        columns,
        keys,
        element.line(),
        Origin.HIBERNATE_XML,
        type);
    for (XmlElement child : element.elements()) {
      if (HBM_CLASSES.contains(child.name())) {
        hibernateClass(child, inPackage, schema, Optional.of(table));
      }
      hibernateQuery(child);
    }
  }

  private static void hibernateColumns(XmlElement element, List<ColumnFact> columns) {
    for (XmlElement child : element.elements()) {
      boolean nested =
          child.name().equals("component")
              || child.name().equals("composite-id")
              || child.name().equals("natural-id")
              || child.name().equals("properties");
      if (nested) {
        hibernateColumns(child, columns);
      }
      if (!HBM_PROPERTIES.contains(child.name())) {
        continue;
      }
      boolean nullable = !child.attributes().getOrDefault("not-null", "").equals("true");
      Optional<String> column = child.attribute("column").or(() -> column(child));
      column
          .or(() -> child.attribute("name"))
          .ifPresent(c -> columns.add(new ColumnFact(unquoted(c), "", nullable)));
    }
  }

  private void hibernateQuery(XmlElement element) {
    if (element.name().equals("query") || element.name().equals("sql-query")) {
      query(element, element.name().equals("query") ? Dialect.JPQL : Dialect.SQL, element);
    }
  }

  private void table(
      Optional<String> schema,
      String name,
      List<ColumnFact> columns,
      List<ForeignKeyFact> keys,
      int line,
      Origin origin,
      String type) {
    tables.add(
        new TableFact(
            schema,
            unquoted(name),
            columns,
            keys,
            List.of(),
            Optional.empty(),
            path,
            line,
            origin,
            type.isEmpty() ? Optional.empty() : Optional.of(type)));
  }

  private static String unquoted(String name) {
    return name.replace("`", "").replace("\"", "");
  }

  private static String qualified(String type, String inPackage) {
    boolean simple = type.indexOf('.') < 0 && !inPackage.isEmpty() && !type.isEmpty();
    return simple ? inPackage + "." + type : type;
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
