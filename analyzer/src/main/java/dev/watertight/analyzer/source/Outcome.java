package dev.watertight.analyzer.source;

import dev.watertight.analyzer.facts.FileFacts;

/** What came of reading a Java file. */
public sealed interface Outcome {
  /** It was read. */
  record Read(FileFacts facts) implements Outcome {}

  /**
   * It could not be read, and counts as not analysed.
   *
   * @param reason why, for people, without the file's name
   * @param line where, from 1; 1 if the whole file is meant
   */
  record Refused(String reason, int line) implements Outcome {}
}
