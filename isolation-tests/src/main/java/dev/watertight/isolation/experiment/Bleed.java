package dev.watertight.isolation.experiment;

/**
 * A context that was still there when the data layer gave a connection back.
 *
 * @param setting its name, or {@code role}
 * @param value what it held
 */
record Bleed(String setting, String value) {}
