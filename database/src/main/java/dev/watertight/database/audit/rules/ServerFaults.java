package dev.watertight.database.audit.rules;

import java.util.List;
import java.util.Map;

/** Faults of PostgreSQL itself through which row-level security did not hold, and their fixes. */
final class ServerFaults {
  /** The oldest major version that got the latest of these fixes. */
  private static final int OLDEST = 13;

  /**
   * A fault.
   *
   * @param fixed major version to the first minor version without it; majors that never had it are
   *     left out
   */
  record Fault(String cve, String consequence, Map<Integer, Integer> fixed) {}

  private static final List<Fault> ALL =
      List.of(
          new Fault(
              "CVE-2025-8713",
              "statistics of the planner give away sampled values of rows that policies hide",
              Map.of(17, 6, 16, 10, 15, 14, 14, 19, 13, 22)),
          new Fault(
              "CVE-2024-10976",
              "a plan that is used again under another role keeps the policies of the first",
              Map.of(17, 1, 16, 5, 15, 9, 14, 14, 13, 17)),
          new Fault("CVE-2023-39418", "MERGE does not ask all policies", Map.of(15, 4)),
          new Fault(
              "CVE-2023-2455",
              "a function that is inlined may be held to the policies of another role",
              Map.of(15, 3, 14, 8, 13, 11)));

  private ServerFaults() {}

  /**
   * The faults that a server has.
   *
   * @param version as {@code server_version_num} gives it: 170005 for 17.5
   */
  static List<Fault> of(int version) {
    int major = version / 10000;
    int minor = version % 10000;
    return ALL.stream()
        .filter(f -> major < OLDEST || f.fixed().getOrDefault(major, 0) > minor)
        .toList();
  }

  /** The first minor version of the same major that has none of the faults. */
  static String fixedVersion(int version) {
    int major = version / 10000;
    return major < OLDEST
        ? "a version that is still maintained"
        : major
            + "."
            + ALL.stream().mapToInt(f -> f.fixed().getOrDefault(major, 0)).max().orElse(0);
  }
}
