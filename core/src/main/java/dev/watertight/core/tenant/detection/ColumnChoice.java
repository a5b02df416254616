package dev.watertight.core.tenant.detection;

import java.util.List;
import java.util.Optional;

/**
 * The tenant column that was found.
 *
 * @param columns its names, the most usual first
 * @param table the table that foreign keys on it refer to
 * @param evidence from what it was found
 */
record ColumnChoice(List<String> columns, Optional<String> table, String evidence) {}
