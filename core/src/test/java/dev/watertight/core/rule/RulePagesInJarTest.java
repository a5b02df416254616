package dev.watertight.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages are found wherever the classes come from. */
class RulePagesInJarTest {
  @TempDir Path folder;

  @Test
  void inAPlainJar() throws Exception {
    Path jar = folder.resolve("watertight core+1 größe.jar");
    try (JarOutputStream out = jar(jar)) {
      add(classes(), out);
    }
    assertThat(pagesFrom(List.of(jar.toUri().toURL()), libraries()))
        .isEqualTo(RulePages.all().stream().map(RulePage::name).toList());
  }

  @Test
  void inAJarThatSeveralWereMergedInto() throws Exception {
    Path jar = folder.resolve("all.jar");
    try (JarOutputStream out = jar(jar)) {
      out.putNextEntry(new JarEntry("pages/not-a-rule.md"));
      out.putNextEntry(new JarEntry("other/dev/watertight/core/rule/pages/not-a-rule.md"));
      add(classes(), out);
      out.putNextEntry(new JarEntry("dev/watertight/core/rule/pages/NOTICE.md"));
      out.putNextEntry(new JarEntry("dev/watertight/core/rule/pages/added-later.md"));
      out.write(
          RulePages.text("unused-suppression")
              .replace("# unused-suppression", "# added-later")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    List<String> expected = new ArrayList<>(RulePages.names());
    expected.add(0, "added-later");
    assertThat(pagesFrom(List.of(jar.toUri().toURL()), libraries())).isEqualTo(expected);
  }

  @Test
  void inAJarThatIsBehindOthers() throws Exception {
    Path empty = folder.resolve("empty.jar");
    try (JarOutputStream out = jar(empty)) {
      out.putNextEntry(new JarEntry("x"));
    }
    Path jar = folder.resolve("core.jar");
    try (JarOutputStream out = jar(jar)) {
      add(classes(), out);
    }
    assertThat(pagesFrom(List.of(empty.toUri().toURL(), jar.toUri().toURL()), libraries()))
        .contains("unused-suppression");
  }

  private static JarOutputStream jar(Path file) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    return new JarOutputStream(out);
  }

  private static void add(Path root, JarOutputStream out) throws IOException {
    List<Path> files;
    try (Stream<Path> walked = Files.walk(root)) {
      files = walked.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      out.putNextEntry(new JarEntry(root.relativize(file).toString().replace(File.separator, "/")));
      Files.copy(file, out);
    }
  }

  private static Path classes() throws URISyntaxException {
    URI classes = RulePages.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    return Path.of(classes);
  }

  private static List<URL> libraries() throws Exception {
    List<URL> libraries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.endsWith(".jar") && !entry.contains("watertight-core")) {
        libraries.add(Path.of(entry).toUri().toURL());
      }
    }
    return libraries;
  }

  private static List<String> pagesFrom(List<URL> jars, List<URL> libraries) throws Exception {
    List<URL> all = new ArrayList<>(jars);
    all.addAll(libraries);
    try (URLClassLoader loader =
        new URLClassLoader(all.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      Class<?> pages = Class.forName("dev.watertight.core.rule.RulePages", true, loader);
      assertThat(pages).isNotEqualTo(RulePages.class);
      List<?> read = (List<?>) pages.getMethod("all").invoke(null);
      List<String> names = new ArrayList<>();
      for (Object page : read) {
        names.add((String) page.getClass().getMethod("name").invoke(page));
      }
      return names;
    }
  }
}
