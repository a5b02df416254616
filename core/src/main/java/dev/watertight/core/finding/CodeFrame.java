package dev.watertight.core.finding;

import java.util.List;

/**
 * The lines of source around a finding, for readers who do not have the code at hand.
 *
 * @param firstLine number of the first line shown, from 1
 * @param lines the lines, without line ends, tabs kept
 * @param markFrom first line to mark, from 1
 * @param markTo last line to mark
 */
public record CodeFrame(int firstLine, List<String> lines, int markFrom, int markTo) {
  public CodeFrame {
    lines = List.copyOf(lines);
  }
}
