package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.Mappings;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.link.Texts;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import java.util.List;
import java.util.Optional;

/** The tables of classes that are mapped to some: entities, aggregates. */
final class Entities {
  private Entities() {}

  /** The table of a class; a class without a mapping is held against the schema by its name. */
  static Optional<KnownTable> table(JType type, TableIndex tables) {
    Optional<Mapping> mapping = tables.mapping(type);
    if (mapping.isPresent()) {
      return mapping.map(tables::table);
    }
    String snake = Mappings.snake(type.simpleName());
    for (String name : List.of(snake, snake + "s")) {
      if (!type.name().isEmpty() && tables.find(Optional.empty(), name).isPresent()) {
        return Optional.of(tables.named(Optional.empty(), name));
      }
    }
    return Optional.empty();
  }

  /** The table of a class literal, an instance, or a collection or array of instances. */
  static Value withTable(Site site, Value given) {
    Value value = given.tables().isEmpty() ? given.force() : given;
    if (!value.tables().isEmpty()) {
      return value;
    }
    for (JType type :
        List.of(
            value.classLiteral().orElse(JType.UNKNOWN), value.type(), value.type().argument(0))) {
      Optional<Mapping> mapping = site.tables().mapping(type);
      if (mapping.isPresent()) {
        KnownTable table = site.tables().table(mapping.get());
        return value.withTables(
            List.of(new TableUse(table.schema(), table.name(), false, site.at())));
      }
    }
    return value
        .elements()
        .filter(e -> !e.isEmpty())
        .map(e -> withTable(site, e.get(0)))
        .orElse(value);
  }

  /** A statement that touches the table of what is given, or one that is not known. */
  static void touch(Site site, String road, Through through, Value given, boolean write) {
    site.touches(site.statement(road, through), withTable(site, given), write);
  }

  /** The annotation of that simple name from one of the packages, or of an unresolvable one. */
  static Optional<AnnotationFact> annotation(
      List<AnnotationFact> annotations,
      String simpleName,
      TypeDecl at,
      Program program,
      String... packages) {
    for (AnnotationFact annotation : annotations) {
      String written = annotation.name();
      if (written.equals(simpleName) || written.endsWith("." + simpleName)) {
        String resolved = program.resolveName(written, at);
        if (resolved.startsWith("?")) {
          return Optional.of(annotation);
        }
        for (String each : packages) {
          if (resolved.startsWith(each)) {
            return Optional.of(annotation);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The text of an annotation's attribute; a list of texts is joined by spaces. */
  static Value text(Value attribute) {
    if (attribute.elements().isPresent()) {
      StringBuilder joined = new StringBuilder();
      for (Value each : attribute.elements().get()) {
        joined.append(joined.length() == 0 ? "" : " ").append(each.textOrHole().variants().get(0));
      }
      return Value.text(joined.toString());
    }
    return attribute;
  }

  /** The one text of a value, if it is known. */
  static Optional<String> known(Value value) {
    Value forced = value.texts().isPresent() ? value : value.force();
    return forced
        .texts()
        .filter(t -> t.variants().size() == 1)
        .map(t -> t.variants().get(0))
        .filter(t -> t.chars().noneMatch(c -> c >= '\uE000' && c < '\uE200'));
  }

  /**
   * The statement that was started here loads or deletes rows by their ids, and by nothing else.
   */
  static void saysById(Site site, boolean deletes) {
    says(site, deletes, " where its_id = ?");
  }

  /** The statement that was started here loads or deletes all rows. */
  static void saysAll(Site site, boolean deletes) {
    says(site, deletes, "");
  }

  private static void says(Site site, boolean deletes, String condition) {
    site.made()
        .filter(s -> s.firstTables().size() == 1)
        .ifPresent(
            s ->
                s.says(
                    Texts.of(
                        (deletes ? "delete from " : "select * from ")
                            + s.firstTables().get(0).name()
                            + condition),
                    true));
  }
}
