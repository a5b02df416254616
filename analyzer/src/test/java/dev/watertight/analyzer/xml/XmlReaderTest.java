package dev.watertight.analyzer.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {
  @Test
  void reads_elements_attributes_and_text_with_their_lines() throws XmlException {
    XmlElement root =
        XmlReader.read(
            """
            <?xml version="1.0"?>
            <!-- a <comment> -->
            <a x="1" ns:y='two &lt; three'>
              one
              <b/>
              <c>
            <![CDATA[x < y && z]]></c>
            </a>
            """);

    assertThat(root.name()).isEqualTo("a");
    assertThat(root.line()).isEqualTo(3);
    assertThat(root.attributes()).containsEntry("x", "1").containsEntry("y", "two < three");
    assertThat(root.elements()).extracting(XmlElement::name).containsExactly("b", "c");
    XmlElement c = root.elements("c").get(0);
    assertThat(c.line()).isEqualTo(6);
    assertThat(c.text()).isEqualTo("\nx < y && z");
    assertThat(c.textLine()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "&lt;&gt;&amp;&quot;&apos; | <>&\"'",
        "a&#65;&#x42; | aAB",
        "a && b & c | a && b & c",
        "a&unknown;b | ab",
        "&#99999999999;&#x110000; | ''",
      })
  void replaces_entities(String text, String expected) throws XmlException {
    assertThat(XmlReader.read("<a>" + text + "</a>").text()).isEqualTo(expected);
  }

  @Test
  void knows_the_entities_that_the_document_defines() throws XmlException {
    XmlElement root =
        XmlReader.read(
            "<!DOCTYPE a PUBLIC \"x\" \"http://x/y.dtd\" [<!ENTITY b 'c > d'>]><a>&b;</a>");

    assertThat(root.text()).isEqualTo("c > d");
  }

  @Test
  void opens_no_external_entity() throws XmlException {
    XmlElement root =
        XmlReader.read("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>[&x;]</a>");

    assertThat(root.text()).isEqualTo("[]");
  }

  @Test
  void entities_do_not_expand_in_entities() throws XmlException {
    StringBuilder dtd = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'ha'>");
    for (int i = 1; i < 40; i++) {
      String inner = "&e" + (i - 1) + ";";
      dtd.append("<!ENTITY e").append(i).append(" '").append(inner.repeat(10)).append("'>");
    }

    assertThat(XmlReader.read(dtd + "]><a>&e39;</a>").text()).hasSizeLessThan(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "<a><b></a> | </a> closes nothing that is open",
        "<a> | <a> is not closed",
        "<a | <a> is not closed",
        "<a x=1/> | <a> has a broken attribute",
        "<a><!-- x</a> | a comment is not closed",
        "<a>x < y</a> | '<' begins no tag here",
        "nothing | there is no element",
      })
  void says_what_is_not_well_formed(String xml, String message) {
    assertThatThrownBy(() -> XmlReader.read(xml))
        .isInstanceOf(XmlException.class)
        .hasMessage(message);
  }

  @Test
  void elements_nested_without_end_are_a_fault() {
    assertThatThrownBy(() -> XmlReader.read("<a>".repeat(100_000)))
        .hasMessageContaining("nested more than");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void any_text_is_read_or_refused(long seed) {
    Random random = new Random(seed);
    String alphabet = "<>/!?-[]&;\"'=ab \n#x";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder xml = new StringBuilder("<a>");
      for (int n = random.nextInt(30); n > 0; n--) {
        xml.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(XmlReader.read(xml.toString())).isNotNull();
      } catch (XmlException e) {
        assertThat(e.line()).isPositive();
      }
    }
  }
}
