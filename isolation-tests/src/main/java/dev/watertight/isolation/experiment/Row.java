package dev.watertight.isolation.experiment;

/**
 * A row as it stands in the database.
 *
 * @param owner the label of the tenant that it belongs to; empty for nobody's
 * @param text the row as JSON
 */
record Row(String owner, String text) {}
