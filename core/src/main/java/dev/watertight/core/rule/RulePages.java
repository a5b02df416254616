package dev.watertight.core.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pages of the rules, as they are packaged with this class. Works from a folder of classes,
 * from a jar and from a jar that several were merged into.
 */
public final class RulePages {
  private static final String FOLDER = "pages/";
  private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*");

  /** A page that is always there, and shows where the others are. */
  private static final String ANCHOR = FOLDER + "README.md";

  private static final SortedSet<String> NAMES = Collections.unmodifiableSortedSet(listed());
  private static final Map<String, RulePage> READ = new ConcurrentHashMap<>();

  private RulePages() {}

  /**
   * The page of the rule; empty if no rule of that name has one.
   *
   * @throws IllegalStateException if the page is malformed; its message names page, line and fault
   */
  public static Optional<RulePage> find(String name) {
    if (!NAMES.contains(name)) {
      return Optional.empty();
    }
    return Optional.of(READ.computeIfAbsent(name, n -> PageParser.page(n, text(n))));
  }

  /**
   * Every page, by name.
   *
   * @throws IllegalStateException if a page is malformed
   */
  public static List<RulePage> all() {
    return NAMES.stream().flatMap(name -> find(name).stream()).toList();
  }

  /** The names of the rules that have a page. */
  static SortedSet<String> names() {
    return NAMES;
  }

  /** The text of a page that is there. */
  static String text(String name) {
    try (InputStream in = RulePages.class.getResourceAsStream(FOLDER + name + ".md")) {
      if (in == null) {
        throw new IllegalStateException("the page of the rule " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the page of the rule " + name + " cannot be read", e);
    }
  }

  private static SortedSet<String> listed() {
    URL anchor = RulePages.class.getResource(ANCHOR);
    if (anchor == null) {
      throw new IllegalStateException("the pages of the rules are missing: no " + ANCHOR);
    }
    try {
      return anchor.getProtocol().equals("file") ? inFolder(anchor) : inJar(anchor);
    } catch (IOException e) {
      throw new UncheckedIOException("the pages of the rules cannot be listed", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the pages of the rules cannot be listed", e);
    }
  }

  private static SortedSet<String> inFolder(URL anchor) throws IOException, URISyntaxException {
    Path folder = Path.of(anchor.toURI()).resolveSibling("");
    try (Stream<Path> files = Files.list(folder)) {
      return names(files.map(file -> String.valueOf(file.getFileName())));
    }
  }

  private static SortedSet<String> inJar(URL anchor) throws IOException {
    URLConnection connection = anchor.openConnection();
    // A cached jar would be shared with, and closed by, whoever else reads it.
    connection.setUseCaches(false);
    if (!(connection instanceof JarURLConnection inJar)) {
      throw new IOException("no jar: " + anchor.getProtocol());
    }
    String prefix = inJar.getEntryName().replace("README.md", "");
    try (JarFile jar = inJar.getJarFile()) {
      return names(
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.startsWith(prefix))
              .map(name -> name.substring(prefix.length())));
    }
  }

  private static SortedSet<String> names(Stream<String> files) {
    TreeSet<String> names = new TreeSet<>();
    files
        .filter(file -> file.endsWith(".md"))
        .map(file -> file.substring(0, file.length() - ".md".length()))
        .filter(name -> NAME.matcher(name).matches())
        .forEach(names::add);
    return names;
  }
}
