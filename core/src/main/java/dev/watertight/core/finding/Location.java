package dev.watertight.core.finding;

/** Where a finding is: a place in a file, or an object of the database. */
public sealed interface Location {

  /**
   * A place in a file.
   *
   * @param file path relative to the project's root, {@code /}-separated
   * @param line first line, from 1
   * @param column first column, from 1, in UTF-16 code units
   * @param endLine last line, at least {@code line}
   * @param endColumn column of the last character, from 1
   */
  record InFile(String file, int line, int column, int endLine, int endColumn) implements Location {
    /** A place known by its line only. */
    public static InFile of(String file, int line) {
      return new InFile(file, line, 1, line, 1);
    }
  }

  /**
   * An object of the database.
   *
   * @param object spelled {@code schema.table}, {@code schema.table.column}, {@code
   *     schema.function(types)}, {@code role:name}, {@code database}
   */
  record InDatabase(String object) implements Location {}

  /** A short text for people: {@code src/Foo.java:12} or the object's name. */
  default String label() {
    return this instanceof InFile f ? f.file() + ":" + f.line() : ((InDatabase) this).object();
  }
}
