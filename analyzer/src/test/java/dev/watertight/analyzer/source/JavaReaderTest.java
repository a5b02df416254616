package dev.watertight.analyzer.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.facts.TypeFact;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JavaReaderTest {

  private static Outcome read(String source) {
    return JavaReader.read("A.java", source.getBytes(UTF_8));
  }

  private static FileFacts facts(String source) {
    assertThat(read(source)).isInstanceOf(Outcome.Read.class);
    return ((Outcome.Read) read(source)).facts();
  }

  private static Outcome.Refused refused(byte[] bytes) {
    Outcome outcome = JavaReader.read("A.java", bytes);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return (Outcome.Refused) outcome;
  }

  private static Outcome.Refused refused(String source) {
    return refused(source.getBytes(UTF_8));
  }

  private static Expr returned(FileFacts facts) {
    TypeFact type = facts.types().get(0);
    Stmt.Return last = (Stmt.Return) type.methods().get(0).body().orElseThrow().statements().get(0);
    return last.value().orElseThrow();
  }

  private static String method(String expression) {
    return "class A { Object m() { return " + expression + "; } }";
  }

  @Test
  void anEmptyFileHasNoTypes() {
    assertThat(facts("").types()).isEmpty();
    assertThat(facts("// nothing\n").types()).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() {
    assertThat(facts("\uFEFFclass A {}").types().get(0).span()).isEqualTo(new Span(1, 1, 1, 10));
  }

  @Test
  void bytesThatAreNotUtf8AreNamedWithTheirPlace() {
    Outcome.Refused refused =
        refused("class A {\n // caf\u00e9\n}".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refused.reason()).contains("not UTF-8", "0xE9", "offset 17");
    assertThat(refused.line()).isEqualTo(2);
    assertThat(refused(new byte[] {'a', (byte) 0xC3}).reason()).contains("0xC3 at offset 1");
  }

  @Test
  void binaryFilesAreRefused() {
    assertThat(refused(new byte[] {(byte) 0xCA, (byte) 0xFE, 0, 1}).reason()).contains("UTF-8");
    assertThat(refused("class\0").reason()).contains("binary").contains("offset 5");
  }

  @Test
  void hugeFilesAreRefusedWithTheLimit() {
    Outcome.Refused refused = refused(" ".repeat(SourceText.MOST_BYTES + 1));
    assertThat(refused.reason()).contains("8388609 bytes", "8388608");
  }

  @Test
  void aSyntaxErrorIsNamedByLineAndWord() {
    Outcome.Refused refused = refused("class A {\n  void m() {\n    int = 3;\n  }\n}\n");
    assertThat(refused.line()).isEqualTo(3);
    assertThat(refused.reason()).isEqualTo("its syntax is not understood near `int`");
  }

  @Test
  void theFirstOfSeveralSyntaxErrorsIsReported() {
    assertThat(refused("class A {\n void a() { x x x; }\n void b() { y y y; }\n}").line())
        .isEqualTo(2);
  }

  @Test
  void aFileThatEndsTooEarlySaysSo() {
    assertThat(refused("class A {\n  void m() {\n").reason()).contains("the file ends before");
  }

  @Test
  void aQuoteThatIsNotClosedIsNamedByLine() {
    Outcome.Refused refused = refused("class A {\n  String s = \"abc;\n}\n");
    assertThat(refused.line()).isEqualTo(2);
    assertThat(refused.reason()).contains("quote");
  }

  @Test
  void unicodeEscapesAreResolvedAndPlacesStayThoseOfTheSource() {
    FileFacts facts = facts("class \\u0041 { String s = \"\\n\\u0041b\"; }");
    TypeFact type = facts.types().get(0);
    assertThat(type.name()).isEqualTo("A");
    assertThat(type.fields().get(0).initializer().orElseThrow())
        .isEqualTo(new Expr.Text("\nAb", new Span(1, 27, 1, 37)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { void yield() { } void m() { yield(); int yield = 1; } }",
        "class A { int record; int sealed, permits, when, module, var; void m() { record = 1; } }",
        "sealed interface A permits B {} non-sealed class B implements A {}",
        "class A { A(int i) { if (i < 0) throw new X(); this(); } A() {} }",
        "import module java.base; class A {}",
        "class A { int m(Object o) { return switch (o) { case P(var a, _) -> 1; default -> 2; }; } }",
        "class A { void m() { try (var _ = x()) {} catch (E _) {} f(_ -> 1); } }",
        "/// markdown\nclass A {}",
        "class A { int m(Object o) { return switch (o) { case int i when i > 0 -> 1; default -> 2; }; } }",
        "class A { ; int[] m()[] { return null; } ; } ;",
        "class A { void m() { enum E { A, B } final class C {} @X enum F {} } }",
        "class A { void m() { while (true) { enum E { A } break; } switch (x) { case 1: enum F { B } } } }",
        "class A<@X T> { void m(@A String @B [] @C ... s) { new @A ArrayList<@B String>(); } }",
      })
  void oldAndNewSyntaxIsUnderstood(String source) {
    assertThat(read(source)).isInstanceOf(Outcome.Read.class);
  }

  @Test
  void aSumOfTwentyThousandTermsIsOneSum() {
    String terms =
        IntStream.range(0, 20_000).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining("+"));
    assertThat(((Expr.Sum) returned(facts(method(terms)))).terms()).hasSize(20_000);
  }

  @Test
  void conditionsOfTwentyThousandOperandsAreOneCondition() {
    String terms = String.join("&&", Collections.nCopies(20_000, "a"));
    assertThat(((Expr.Binary) returned(facts(method(terms)))).operands()).hasSize(20_000);
  }

  @Test
  void aChainOfFiveThousandCallsIsRead() {
    Expr call = returned(facts(method("b" + ".x(1)".repeat(5_000))));
    int calls = 0;
    while (call instanceof Expr.Call c) {
      calls++;
      call = c.scope().orElseThrow();
    }
    assertThat(calls).isEqualTo(5_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "f(", "!", "x = ", "a ? b : ", "new int[] {"})
  void fiveThousandLevelsOfNestingAreRead(String open) {
    String close = open.contains("(") ? ")" : open.contains("{") ? "}" : "";
    assertThat(read(method(open.repeat(5_000) + "1" + close.repeat(5_000))))
        .isInstanceOf(Outcome.Read.class);
  }

  @Test
  void fiveThousandNestedStatementsAreRead() {
    assertThat(read("class A { void m() { " + "if (a) {".repeat(5_000) + "}".repeat(5_000) + "} }"))
        .isInstanceOf(Outcome.Read.class);
    assertThat(read("class A { void m() { " + "if (a) b(); else ".repeat(5_000) + "c(); } }"))
        .isInstanceOf(Outcome.Read.class);
  }

  @Test
  void whatNoStackHoldsIsRefused() {
    assertThat(refused(method("(".repeat(400_000) + "1" + ")".repeat(400_000))).reason())
        .contains("nested too deep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f(x -> {\n #});",
        "f(new A() { void m() {\n #}});",
        "q.f((a, b) -> {\n // (\n '('; #});"
      })
  void blocksNestedThirtyDeepInArgumentsAreRefusedAtOnce(String level) {
    String open = level.substring(0, level.indexOf('#'));
    String close = level.substring(level.indexOf('#') + 1);
    Outcome.Refused refused =
        refused("class A { void m() {\n" + open.repeat(30) + close.repeat(30) + "} }");
    assertThat(refused.reason()).contains("more than 12 deep");
    assertThat(refused.line()).isEqualTo(2 + 12 * (int) open.lines().skip(1).count());
  }

  @Test
  void blocksThatAreNoArgumentsMayNestDeeper() {
    String source = "class A { void m() {" + "x = () -> {".repeat(40) + "};".repeat(40) + "} }";
    assertThat(read(source)).isInstanceOf(Outcome.Read.class);
  }

  @Test
  void localEnumsAreReadInTheirPlace() {
    FileFacts facts =
        facts(
            """
            class A {
              void m() {
                enum E { A("}"), B { int n() { enum F { X } return 1; } }; E(String... s) { } }
                run(E.A);
              }
              Runnable r = () -> { int a; enum G implements I { } use(a); };
            }
            """);
    Stmt.LocalType first =
        (Stmt.LocalType)
            facts.types().get(0).methods().get(0).body().orElseThrow().statements().get(0);
    assertThat(first.type().kind()).isEqualTo(TypeFact.Kind.ENUM);
    assertThat(first.type().name()).isEqualTo("E");
    assertThat(first.span()).isEqualTo(new Span(3, 5, 3, 83));
    assertThat(first.type().fields()).hasSize(2);
    Expr.New b = (Expr.New) first.type().fields().get(1).initializer().orElseThrow();
    Stmt.LocalType inner =
        (Stmt.LocalType)
            b.body().orElseThrow().methods().get(0).body().orElseThrow().statements().get(0);
    assertThat(inner.type().name()).isEqualTo("F");
    Expr.Lambda lambda =
        (Expr.Lambda) facts.types().get(0).fields().get(0).initializer().orElseThrow();
    assertThat(((Stmt.Block) lambda.body()).statements())
        .extracting(s -> s.getClass().getSimpleName())
        .containsExactly("Local", "LocalType", "Evaluate");
  }

  @Test
  void localEnumsAreReadBesideUnicodeEscapes() {
    String source = "class A { void m() { s(\"\\u00e9\\\\\\uu0041\"); enum E { \\u0041 } } }";
    Stmt.LocalType local =
        (Stmt.LocalType)
            facts(source).types().get(0).methods().get(0).body().orElseThrow().statements().get(1);
    int from = source.indexOf("enum") + 1;
    assertThat(local.span())
        .isEqualTo(new Span(1, from, 1, from + "enum E { \\u0041 }".length() - 1));
    assertThat(local.type().fields().get(0).name()).isEqualTo("A");
  }

  @Test
  void placesAfterAnEscapedLineBreakAreThoseOfTheSource() {
    FileFacts facts = facts("class A {\n // \\u000a int a;\n int b; }");
    assertThat(facts.types().get(0).fields().get(0).span()).isEqualTo(new Span(2, 16, 2, 16));
    assertThat(facts.types().get(0).fields().get(1).span()).isEqualTo(new Span(3, 6, 3, 6));
    assertThat(refused("class A { // \\u000a\n int a b; }").line()).isEqualTo(2);
  }

  @Test
  void aLocalEnumThatCannotBeReadIsASyntaxError() {
    assertThat(refused("class A { void m() {\n enum E { A B C }\n} }").line()).isEqualTo(2);
  }

  @Test
  void blockLambdasNestedTwelveDeepAreRead() {
    String source = "class A { void m() {" + "f(x -> {".repeat(12) + "});".repeat(12) + "} }";
    assertThat(read(source)).isInstanceOf(Outcome.Read.class);
  }
}
