package dev.watertight.analyzer.xml;

/**
 * Text in an element, with its entities and sections resolved.
 *
 * @param line the line on which it begins, from 1; its line ends are those of the document
 */
public record XmlText(String text, int line) implements XmlNode {}
