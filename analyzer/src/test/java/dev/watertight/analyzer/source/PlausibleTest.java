package dev.watertight.analyzer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be no Java is parsed whatever words are in it, so that it is reported. */
class PlausibleTest {
  private static boolean mayBeJava(String text) {
    return Words.in(text.getBytes(StandardCharsets.UTF_8)).mayBeJava();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { void m() { int = 3; } }",
        "class A { int x = ; }",
        "class A { void m( { } }",
        "class A { void m() {",
        "class A { } }",
        "class A { int[ x; }",
        "class A { String s = \"open; }",
        "class A { void m() { a.; } }",
        "class A { void m() { f(a.); } }",
        "class A { int a, b,; }",
        "this is no Java",
        "\"text\"",
        "<html></html>",
        "value class A {}",
        "package a; value class A {}",
        "class A {} value class B {}",
      })
  void isFalseForWhatCanBeNoJava(String text) {
    assertThat(mayBeJava(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"f(x -> { #});", "f(new B() { void m() { #}});"})
  void isFalseForWhatMayTakeTheParserLong(String level) {
    String open = level.substring(0, level.indexOf('#'));
    String close = level.substring(level.indexOf('#') + 1);
    assertThat(mayBeJava("class A { void m() {" + open.repeat(30) + close.repeat(30) + "} }"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "// nothing\n",
        "\uFEFFclass A {}",
        "/** Doc. */ @X(a = {1, 2,}) public class A { }",
        "package a.b; import java.util.*; non-sealed interface A {}",
        "@X package a;",
        "module a { requires b; }",
        "open module a {}",
        "record A(int x) {}",
        "package a; import static b.C.d; class A {} ; final class B {} interface C {} @D class E {}",
        "class A { char c = '{', d = '\\'', e = '\"'; String s = \"}\\\"\"; /* } */ }",
        "class A { String s = \"\"\"\n  } \" ) \"\"\"; }",
        "class A { enum E { X, Y, } int[] a = {1, 2, }; }",
        "class A { boolean b = this == null; { for (;;) { i++; } } Class<?> c = int.class; }",
        "class A { void m() { f((a) -> { g(() -> h()); }); } }",
      })
  void isTrueForJava(String text) {
    assertThat(mayBeJava(text)).isTrue();
  }
}
