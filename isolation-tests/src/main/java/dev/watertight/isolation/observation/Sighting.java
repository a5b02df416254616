package dev.watertight.isolation.observation;

/**
 * A foreign value in what a caller saw.
 *
 * @param path where: {@code items[2].name}
 * @param text the foreign value
 * @param tenant whose it is
 */
public record Sighting(String path, String text, String tenant) {}
