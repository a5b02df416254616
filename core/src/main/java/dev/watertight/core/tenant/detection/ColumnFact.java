package dev.watertight.core.tenant.detection;

/**
 * A column.
 *
 * @param name its name without quotes, as written
 * @param type its type as written; empty where it is not said
 * @param nullable whether it may be null, as far as its own definition says
 */
public record ColumnFact(String name, String type, boolean nullable) {}
