package dev.watertight.isolation.argument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.isolation.operation.Operation;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is drawn can be pasted into a test. */
class JavaOfRecipesTest {
  @TempDir Path classes;

  @Test
  void compilesForEveryOperation() {
    Draws draws = Draws.of(DrawsTest.pools(), Generators.none());
    StringBuilder source = new StringBuilder("class Pasted {\n");
    int number = 0;
    for (Operation operation : DrawsTest.operations()) {
      if (draws.unmakeable(operation).isPresent()) {
        continue;
      }
      Random random = new Random(11);
      List<Draw> drawn = new ArrayList<>(draws.first(operation));
      for (int i = 0; i < 15; i++) {
        drawn.add(draws.draw(operation, random));
      }
      for (Draw draw : drawn) {
        List<String> arguments = draw.arguments().stream().map(Recipe::java).toList();
        source
            .append("  void paste")
            .append(number++)
            .append("(dev.watertight.isolation.demo.DemoLayer db) throws Exception {\n    ")
            .append(operation.java("db", arguments))
            .append(";\n  }\n");
      }
    }
    assertThat(number).isGreaterThan(100);
    assertThat(errors(source.append("}\n").toString())).isEmpty();
  }

  private String errors(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    compiler
        .getTask(
            errors,
            null,
            null,
            List.of(
                "-proc:none",
                "-nowarn",
                "-Xlint:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path")),
            null,
            List.of(new Source(source)))
        .call();
    return errors.toString();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Pasted.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
