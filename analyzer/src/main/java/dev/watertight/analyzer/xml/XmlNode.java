package dev.watertight.analyzer.xml;

/** A part of an XML document. */
public sealed interface XmlNode permits XmlElement, XmlText {
  /** The line on which it begins, from 1. */
  int line();
}
