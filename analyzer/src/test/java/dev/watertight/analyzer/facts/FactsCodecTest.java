package dev.watertight.analyzer.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactsCodecTest {
  /** One file with every kind of expression, statement and declaration. */
  private static final String EVERYTHING =
      """
      @Pkg({@Nested(a = 1, b = "x")}) package a.b;
      import x.Y; import static x.Y.*;
      @A abstract sealed class C<T extends Number & I, U> extends D<T[]> implements I, J {
        private static final int X = 1, Y[] = {1, 2};
        static { init(); }
        { instance(); }
        C(int a, final String... b) throws E { super(a); this.x += -a; }
        abstract @Q(value = "select " + "x", n = 'c') <V> Map<String, ? super V> m(@P T t);
        default void everything(Object o) {
          int a = 1, b[] = {}; var c = new int[3];
          for (int i = 0; i < 3 && ok || no; i++, j--) { continue; }
          for (final String s : all()) use(s);
          while (true) break;
          do { x(); } while (!y);
          try (var r = open(); shared) { } catch (F | G e) { throw e; } finally { }
          synchronized (this) { }
          switch (a) { case 1: case 2: x(); default: y(); }
          int k = switch (o) { case String s when s.isEmpty() -> 1; case null, default -> { yield 2; } };
          if (o instanceof String s) return; else if (o instanceof P(int x, var y)) { }
          class Local { } record R(int a, @B String b) { R { } } enum En { ONE("1") { void f() { } }, TWO }
          Runnable q = () -> run(), w = x -> { }; f = C::new; g = List<String>::size;
          z = (String) o; z = cond ? 1L : 2.5f; z = Outer.this.<T>call(Outer.super.toString(), String[].class);
          z = new Object() { int inner; }; z = arr[0]; z = outer.new Inner(); assert a > 1 : "no";
          z = "\\u00e9\\ud800 text" + null + true; z = \"\"\"
              block\"\"\";
          return;
        }
      }
      @interface An { String[] value() default {"a"}; }
      """;

  private static FileFacts roundTrip(FileFacts facts) {
    return FactsDecoder.decode(FactsEncoder.encode(facts), facts.path());
  }

  @Test
  void factsComeBackAsTheyWere() {
    FileFacts facts = LoweringTest.facts(EVERYTHING);
    assertThat(roundTrip(facts)).isEqualTo(facts);
  }

  @Test
  void theExampleHasEveryKindOfExpressionAndStatement() throws ReflectiveOperationException {
    Set<Class<?>> seen = new HashSet<>();
    collect(LoweringTest.facts(EVERYTHING), seen);
    assertThat(seen).containsAll(Arrays.asList(Expr.class.getPermittedSubclasses()));
    assertThat(seen).containsAll(Arrays.asList(Stmt.class.getPermittedSubclasses()));
  }

  /** Records are walked by their components, so that no kind can be forgotten here. */
  private static void collect(Object value, Set<Class<?>> seen)
      throws ReflectiveOperationException {
    if (value instanceof Record) {
      seen.add(value.getClass());
      for (var component : value.getClass().getRecordComponents()) {
        collect(component.getAccessor().invoke(value), seen);
      }
    } else if (value instanceof Optional<?> optional && optional.isPresent()) {
      collect(optional.get(), seen);
    } else if (value instanceof Map<?, ?> map) {
      collect(map.values(), seen);
    } else if (value instanceof Iterable<?> all) {
      for (Object one : all) {
        collect(one, seen);
      }
    }
  }

  @Test
  void thePathIsTheReaders() {
    byte[] bytes = FactsEncoder.encode(LoweringTest.facts("class A {}"));
    assertThat(FactsDecoder.decode(bytes, "moved/A.java").path()).isEqualTo("moved/A.java");
  }

  @Test
  void theFactsOfThisProjectComeBackAsTheyWere() throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    assertThat(sources).hasSizeGreaterThan(20);
    for (Path source : sources) {
      FileFacts facts = LoweringTest.facts(Files.readString(source));
      assertThat(roundTrip(facts)).as(source.toString()).isEqualTo(facts);
    }
  }

  @Test
  void namesAndTypesAreSharedAfterwards() {
    FileFacts facts = roundTrip(LoweringTest.facts("class A { Foo<Bar> a; Foo<Bar> b; }"));
    List<FieldFact> fields = facts.types().get(0).fields();
    assertThat(fields.get(0).type()).isSameAs(fields.get(1).type());
  }

  @Test
  void anyTextComesBackAsItWas() {
    for (String text :
        List.of("", "a", "é", "漢字", "\ud83d\ude00", "\ud800", "\udc00x", "\0", "x".repeat(9_000))) {
      FileFacts facts = new FileFacts("A.java", text, List.of(), List.of(), Integer.MAX_VALUE);
      assertThat(roundTrip(facts)).isEqualTo(facts);
    }
  }

  /** Damage is told by checksums; this is about what no checksum guards: it must fail and end. */
  @Test
  void damagedBytesGiveAnExceptionOrOtherFactsButNoError() {
    byte[] bytes = FactsEncoder.encode(LoweringTest.facts(EVERYTHING));
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged =
          Arrays.copyOf(
              bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
      for (int k = 0; k < 3 && damaged.length > 0; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        FactsDecoder.decode(damaged, "A.java");
      } catch (FactsDecoder.MalformedException expected) {
        assertThat(expected).hasMessageNotContaining("Exception");
      }
    }
  }

  @Test
  void bytesThatEndTooEarlyAreMalformed() {
    byte[] bytes = FactsEncoder.encode(LoweringTest.facts("class A { int a; }"));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> FactsDecoder.decode(cut, "A.java"))
          .isInstanceOf(FactsDecoder.MalformedException.class);
    }
    assertThatThrownBy(() -> FactsDecoder.decode(Arrays.copyOf(bytes, bytes.length + 1), "A.java"))
        .isInstanceOf(FactsDecoder.MalformedException.class);
  }
}
