package dev.watertight.analyzer.text;

import dev.watertight.analyzer.schema.NotRead;
import dev.watertight.core.tenant.detection.TableFact;
import java.util.List;

/**
 * A mapping of entities in XML: JPA's {@code orm.xml}, Hibernate's {@code hbm.xml}.
 *
 * @param path relative to the project's root
 * @param tables the tables that entities are mapped to, with the entities' classes
 * @param tenantColumns the columns that it declares as the tenant's
 * @param queries its named queries
 * @param problems what could not be read of it
 */
public record MappingFile(
    String path,
    List<TableFact> tables,
    List<String> tenantColumns,
    List<NamedQuery> queries,
    List<NotRead> problems) {
  public MappingFile {
    tables = List.copyOf(tables);
    tenantColumns = List.copyOf(tenantColumns);
    queries = List.copyOf(queries);
    problems = List.copyOf(problems);
  }

  /** The mapping in a file; empty if it is another kind of XML. Never throws. */
  public static MappingFile read(String path, String text) {
    return MappingXml.read(path, text);
  }
}
