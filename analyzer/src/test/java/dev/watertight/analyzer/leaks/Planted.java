package dev.watertight.analyzer.leaks;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;

/** A finding that a patch is to bring, or that a scan has brought. */
record Planted(String rule, String file, int line) implements Comparable<Planted> {
  static Planted of(Finding finding) {
    Location.InFile at = (Location.InFile) finding.location();
    return new Planted(finding.rule(), at.file(), at.line());
  }

  /** Reads {@code rule file:line}. */
  static Planted parse(String text) {
    int blank = text.indexOf(' ');
    int colon = text.lastIndexOf(':');
    return new Planted(
        text.substring(0, blank),
        text.substring(blank + 1, colon),
        Integer.parseInt(text.substring(colon + 1)));
  }

  @Override
  public int compareTo(Planted other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return rule + " " + file + ":" + line;
  }
}
