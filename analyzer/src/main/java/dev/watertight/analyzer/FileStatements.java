package dev.watertight.analyzer;

import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.MapperVariables;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.ResourceName;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TextAccess;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.roads.InterceptorIgnored;
import dev.watertight.analyzer.schema.NotRead;
import dev.watertight.analyzer.source.SourceFile;
import dev.watertight.analyzer.text.MappedStatement;
import dev.watertight.analyzer.text.MapperFile;
import dev.watertight.analyzer.text.MapperXml;
import dev.watertight.analyzer.text.ResolvedTemplate;
import dev.watertight.analyzer.text.SourceText;
import dev.watertight.analyzer.text.SqlFile;
import dev.watertight.analyzer.text.StringTemplateFile;
import dev.watertight.core.finding.NotAnalysed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Statements that stand in files of their own: mapper XML, StringTemplate groups, files of SQL that
 * code loads. A mapper's statement belongs to the interface that its namespace names; the others
 * belong to the type that the file's path spells, as JDBI looks them up.
 */
final class FileStatements {
  private final Program program;
  private final TableIndex tables;
  private final TextAccess textAccess;
  private final List<NotAnalysed> notAnalysed;

  FileStatements(Program program, TableIndex tables, List<NotAnalysed> notAnalysed) {
    this.program = program;
    this.tables = tables;
    this.textAccess = new TextAccess(tables);
    this.notAnalysed = notAnalysed;
  }

  /** The accesses of all statements in the files. */
  List<Access> of(List<SourceFile> files) {
    List<MapperFile> mappers = new ArrayList<>();
    List<StringTemplateFile> templates = new ArrayList<>();
    List<Access> accesses = new ArrayList<>();
    for (SourceFile file : files) {
      Optional<String> text = ProjectFiles.text(file, notAnalysed);
      if (text.isEmpty()) {
        continue;
      }
      if (file.kind() == SourceFile.Kind.XML) {
        MapperFile mapper = MapperXml.read(file.path(), text.get());
        problems(mapper.problems());
        mappers.add(mapper);
      } else if (file.kind() == SourceFile.Kind.SQL_TEMPLATE) {
        StringTemplateFile template = StringTemplateFile.read(file.path(), text.get());
        problems(template.problems());
        templates.add(template);
      } else if (file.kind() == SourceFile.Kind.SQL
          && !SqlFile.isMigration(file.path(), text.get())) {
        queries(file.path(), text.get(), accesses);
      }
    }
    MapperXml.join(
            mappers,
            mappers.isEmpty() ? Map.of() : MapperVariables.of(program),
            tables::namesTenant)
        .stream()
        .filter(s -> !isEmpty(s))
        .forEach(s -> accesses.add(mapped(s)));
    for (ResolvedTemplate template : StringTemplateFile.join(templates)) {
      if (template.isStatement()) {
        Access access = template(template);
        // What a base leaves open, those that import it fill: they have the statement, too.
        if (!template.base() || access.unknown().isEmpty()) {
          accesses.add(access);
        }
      }
    }
    return accesses;
  }

  private void problems(List<NotRead> problems) {
    problems.forEach(p -> notAnalysed.add(p.notAnalysed()));
  }

  /**
   * A mapper's statement without text does nothing: that of another database is the one that does.
   */
  private static boolean isEmpty(MappedStatement statement) {
    return statement.leftOut().isEmpty()
        && statement.variants().stream().allMatch(v -> v.text().isBlank());
  }

  private Access mapped(MappedStatement statement) {
    Optional<TypeDecl> type = program.find(statement.namespace());
    String id = statement.id().replaceFirst("!selectKey$", "");
    Optional<MethodDecl> method = type.flatMap(t -> method(t, id));
    Access read =
        textAccess.of(
            "MyBatis XML",
            texts(statement.variants()),
            InterceptorIgnored.through(type, method.map(MethodDecl::fact)),
            statement.path(),
            statement.line(),
            type,
            statement.namespace() + "#" + statement.id(),
            method);
    Access access = statement.dynamic() ? read.puttingTogether(texts(statement.bare())) : read;
    if (statement.leftOut().isEmpty()) {
      return access;
    }
    String names =
        statement.leftOut().stream().map(n -> "`${" + n + "}`").collect(Collectors.joining(", "));
    return access.withUnknown(
        new Access.Unknown(
            Access.Unknown.What.PAGING,
            names
                + (statement.leftOut().size() == 1
                    ? " is put in at run time, and by its name taken for paging, order or an escape character"
                    : " are put in at run time, and by their names taken for paging, order or an escape character")));
  }

  private Access template(ResolvedTemplate template) {
    String owner = ResourceName.of(template.path());
    Optional<TypeDecl> type = program.find(owner);
    return textAccess.of(
        "SQL template",
        texts(template.variants()),
        Access.Through.NATIVE,
        template.file(),
        template.line(),
        type,
        owner + "#" + template.name(),
        type.flatMap(t -> method(t, template.name())));
  }

  private void queries(String path, String text, List<Access> accesses) {
    SqlFile file = SqlFile.read(path, text);
    String last = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.sql$", "");
    String folder = ResourceName.of(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    for (SqlFile.Query query : file.queries()) {
      String name = query.name().orElse(last);
      // JDBI's locator: the folder is the type, the file is the method.
      Optional<TypeDecl> type = program.find(folder);
      accesses.add(
          textAccess.of(
              "SQL file",
              List.of(query.text().text()),
              Access.Through.NATIVE,
              path,
              query.text().lineAt(0),
              type,
              (type.isPresent() ? folder : ResourceName.of(path)) + "#" + name,
              type.flatMap(t -> method(t, name))));
    }
  }

  private static List<String> texts(List<SourceText> variants) {
    return variants.stream().map(SourceText::text).toList();
  }

  private static Optional<MethodDecl> method(TypeDecl type, String name) {
    return type.fact().methods().stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .map(m -> new MethodDecl(type, m));
  }
}
