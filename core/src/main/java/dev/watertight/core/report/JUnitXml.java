package dev.watertight.core.report;

import dev.watertight.core.finding.Location;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The dialect of JUnit XML that Jenkins and GitLab share. Times are zero: what ran is no test with
 * a duration of its own. Characters that XML cannot hold are written as visible escapes.
 */
final class JUnitXml {
  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * Some cases.
   *
   * @param output of the suite as a whole, possibly nothing
   */
  record Suite(String name, List<Case> cases, String output) {
    private long count(Class<? extends Outcome> kind) {
      return cases.stream().filter(c -> kind.isInstance(c.outcome())).count();
    }
  }

  record Case(String className, String name, Optional<Location> location, Outcome outcome) {}

  sealed interface Outcome {
    /** With what it printed, possibly nothing. */
    record Passed(String output) implements Outcome {}

    record Failed(String message, String type, String details) implements Outcome {}

    record Broken(String message, String type, String details) implements Outcome {}

    record Skipped(String message) implements Outcome {}
  }

  /** The same cases, the second of two with equal names numbered: CI servers merge equal ones. */
  static List<Case> withDistinctNames(List<Case> cases) {
    Map<List<String>, Integer> seen = new HashMap<>();
    List<Case> result = new ArrayList<>(cases.size());
    for (Case c : cases) {
      int number = seen.merge(List.of(c.className(), c.name()), 1, Integer::sum);
      String name = number == 1 ? c.name() : c.name() + " (" + number + ")";
      result.add(new Case(c.className(), name, c.location(), c.outcome()));
    }
    return List.copyOf(result);
  }

  /** Writes the document; {@code out} is flushed, not closed. */
  static void write(String name, List<Suite> suites, Writer out) throws IOException {
    try {
      // The JDK's own: another on the class path would write other bytes.
      XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new JUnitXml(writer).document(name, suites);
      writer.flush();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException io ? io : new IOException(e);
    }
    out.flush();
  }

  private void document(String name, List<Suite> suites) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    indent(0);
    xml.writeStartElement("testsuites");
    attribute("name", name);
    counts(suites);
    for (Suite suite : suites) {
      indent(1);
      xml.writeStartElement("testsuite");
      attribute("name", suite.name());
      counts(List.of(suite));
      for (Case c : suite.cases()) {
        testCase(c);
      }
      output(2, suite.output());
      indent(1);
      xml.writeEndElement();
    }
    indent(0);
    xml.writeEndElement();
    indent(0);
    xml.writeEndDocument();
  }

  private void counts(List<Suite> suites) throws XMLStreamException {
    attribute("tests", suites.stream().mapToLong(s -> s.cases().size()).sum());
    attribute("failures", suites.stream().mapToLong(s -> s.count(Outcome.Failed.class)).sum());
    attribute("errors", suites.stream().mapToLong(s -> s.count(Outcome.Broken.class)).sum());
    attribute("skipped", suites.stream().mapToLong(s -> s.count(Outcome.Skipped.class)).sum());
    attribute("time", 0);
  }

  private void testCase(Case c) throws XMLStreamException {
    indent(2);
    xml.writeStartElement("testcase");
    attribute("classname", c.className());
    attribute("name", c.name());
    attribute("time", 0);
    if (c.location().isPresent() && c.location().get() instanceof Location.InFile file) {
      attribute("file", file.file());
      attribute("line", file.line());
    }
    outcome(c.outcome());
    indent(2);
    xml.writeEndElement();
  }

  private void outcome(Outcome outcome) throws XMLStreamException {
    if (outcome instanceof Outcome.Failed failed) {
      problem("failure", failed.message(), failed.type(), failed.details());
    } else if (outcome instanceof Outcome.Broken broken) {
      problem("error", broken.message(), broken.type(), broken.details());
    } else if (outcome instanceof Outcome.Skipped skipped) {
      indent(3);
      xml.writeEmptyElement("skipped");
      attribute("message", skipped.message());
    } else if (outcome instanceof Outcome.Passed passed) {
      output(3, passed.output());
    }
  }

  private void output(int depth, String text) throws XMLStreamException {
    if (!text.isEmpty()) {
      indent(depth);
      xml.writeStartElement("system-out");
      xml.writeCharacters(PlainText.visible(text));
      xml.writeEndElement();
    }
  }

  private void problem(String element, String message, String type, String details)
      throws XMLStreamException {
    indent(3);
    xml.writeStartElement(element);
    attribute("message", message);
    attribute("type", type);
    xml.writeCharacters(PlainText.visible(details));
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, PlainText.oneLine(value));
  }

  private void attribute(String name, long value) throws XMLStreamException {
    xml.writeAttribute(name, Long.toString(value));
  }

  private void indent(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
