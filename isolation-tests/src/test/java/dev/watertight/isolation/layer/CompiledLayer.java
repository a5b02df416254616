package dev.watertight.isolation.layer;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The data layer of a rule's page, compiled. */
public final class CompiledLayer {
  private CompiledLayer() {}

  /** The class {@code com.acme.data.Projects} of the text. */
  @SuppressWarnings("BanClassLoader") // The rules' pages are our own.
  public static Class<?> of(String text, Path classes)
      throws IOException, ReflectiveOperationException {
    Files.createDirectories(classes);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///com/acme/data/Projects.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    boolean compiled =
        compiler
            .getTask(
                problems,
                null,
                null,
                List.of("-parameters", "-proc:none", "-d", classes.toString()),
                null,
                List.of(source))
            .call();
    if (!compiled) {
      throw new IllegalArgumentException(problems.toString());
    }
    URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, CompiledLayer.class.getClassLoader());
    return loader.loadClass("com.acme.data.Projects");
  }

  /** The layer, open in the scope. */
  public static Object on(Class<?> type, JdbcScope scope) {
    try {
      return type.getConstructor(Connection.class, String.class)
          .newInstance(scope.connection(), scope.tenant());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
