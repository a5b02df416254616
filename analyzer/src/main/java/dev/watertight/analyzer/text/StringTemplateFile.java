package dev.watertight.analyzer.text;

import dev.watertight.analyzer.schema.NotRead;
import java.util.List;
import java.util.Optional;

/**
 * A group file of StringTemplate 3 or 4, as JDBI and others keep SQL in ({@code .stg}).
 *
 * @param path relative to the project's root
 * @param name the name of its group: what it says after {@code group}, else the file's
 * @param imports the files that it imports, and the groups that it extends, as written
 * @param templates its templates, in order
 * @param problems what could not be read of it
 */
public record StringTemplateFile(
    String path,
    String name,
    List<String> imports,
    List<SqlTemplate> templates,
    List<NotRead> problems) {
  public StringTemplateFile {
    imports = List.copyOf(imports);
    templates = List.copyOf(templates);
    problems = List.copyOf(problems);
  }

  /** The templates of a group file. Never throws. */
  public static StringTemplateFile read(String path, String text) {
    return new TemplateGroupParser(path, text).file();
  }

  /**
   * The templates of all files as each of them sees them: its own, and those of the files that it
   * imports or extends, which then call back into it.
   */
  public static List<ResolvedTemplate> join(List<StringTemplateFile> files) {
    return new TemplateGroups(files).resolved();
  }

  /** The template of this name, if the file has one. */
  Optional<SqlTemplate> template(String template) {
    return templates.stream().filter(t -> t.name().equals(template)).findFirst();
  }
}
