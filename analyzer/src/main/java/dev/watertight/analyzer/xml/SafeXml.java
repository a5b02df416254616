package dev.watertight.analyzer.xml;

import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML of unknown origin: no file and no network is opened for it, an external DTD is passed
 * over, and entities are not expanded without bound.
 */
public final class SafeXml {
  private static final Pattern LOCATED = Pattern.compile("(?s).*Message: (.*)");

  private SafeXml() {}

  /** A reader of the text, at its beginning. Character data arrives in whole pieces. */
  public static XMLStreamReader reader(String text) throws XMLStreamException {
    // The JDK's own, whatever else is on the class path.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty("http://java.sun.com/xml/stream/properties/ignore-external-dtd", true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> new java.io.ByteArrayInputStream(new byte[0]));
    String xml = text.startsWith("\ufeff") ? text.substring(1) : text;
    return factory.createXMLStreamReader(new StringReader(xml));
  }

  /** The line of a fault, from 1. */
  public static int line(XMLStreamException fault) {
    return fault.getLocation() == null ? 1 : Math.max(1, fault.getLocation().getLineNumber());
  }

  /** What is wrong, on one line and without the location. */
  public static String message(XMLStreamException fault) {
    String message = String.valueOf(fault.getMessage());
    Matcher matcher = LOCATED.matcher(message);
    String text = matcher.matches() ? matcher.group(1) : message;
    return text.replaceAll("\\s+", " ").strip();
  }
}
