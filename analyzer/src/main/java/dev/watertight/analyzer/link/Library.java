package dev.watertight.analyzer.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of the libraries' types, from the resource {@code library-types.txt}: their
 * supertypes, and which of their methods lead to another type of interest. Nothing is loaded from
 * the user's class path.
 */
public final class Library {
  private static final Map<String, List<String>> SUPERTYPES = new HashMap<>();
  private static final Map<String, String> RESULTS = new HashMap<>();
  private static final Map<String, List<String>> LAMBDAS = new HashMap<>();
  private static final Set<String> METHODS = new HashSet<>();
  private static final Set<String> TYPES = new HashSet<>();
  private static final Set<String> FIELDS = Set.of("baseMapper");

  /** Types that matter and of which no more is known; jOOQ's queries have some hundred steps. */
  private static final Pattern MORE =
      Pattern.compile(
          "org\\.springframework\\.jdbc\\.object\\.\\w*(?:Query|Update|Call|Procedure|Function)\\w*|org\\.jooq\\.(?:(?:Select|Insert|Update|Delete|Merge|With|CommonTableExpression|Truncate)\\w*"
              + "|(?:Result|RowCount)?Query|Queries|Condition|(?:Table)?Field|TableLike|Name|Result"
              + "|Record[0-9]*|Row[0-9N]*|Cursor|Batch|Loader\\w*|QueryPart|SQL|Param|Parser)");

  private static final List<String> PACKAGES =
      List.of(
          "java.sql.",
          "javax.sql.",
          "org.jooq.",
          "org.springframework.",
          "jakarta.persistence.",
          "javax.persistence.",
          "org.hibernate.",
          "org.eclipse.persistence.",
          "org.apache.ibatis.",
          "com.baomidou.mybatisplus.",
          "org.jdbi.",
          "org.skife.jdbi.",
          "com.querydsl.");
  private static final Set<String> JAVA_LANG =
      Set.of(
          "Object",
          "String",
          "StringBuilder",
          "StringBuffer",
          "CharSequence",
          "Integer",
          "Long",
          "Short",
          "Byte",
          "Double",
          "Float",
          "Boolean",
          "Character",
          "Number",
          "Math",
          "System",
          "Class",
          "Iterable",
          "Runnable",
          "Thread",
          "ThreadLocal",
          "InheritableThreadLocal",
          "Throwable",
          "Exception",
          "RuntimeException",
          "Error",
          "IllegalStateException",
          "IllegalArgumentException",
          "NullPointerException",
          "UnsupportedOperationException",
          "Override",
          "Deprecated",
          "SuppressWarnings",
          "SafeVarargs",
          "FunctionalInterface",
          "Enum",
          "Record",
          "Comparable",
          "AutoCloseable",
          "Cloneable",
          "Void",
          "Process",
          "InterruptedException",
          "StackTraceElement",
          "SecurityException");

  static {
    load();
  }

  private Library() {}

  static boolean isJavaLang(String simpleName) {
    return JAVA_LANG.contains(simpleName);
  }

  /** Whether the resource says anything about the type. */
  public static boolean knows(String qualifiedName) {
    return TYPES.contains(qualifiedName);
  }

  /** Whether the type is of a library that a road knows, whose sources may stand in the project. */
  static boolean owns(String qualifiedName) {
    return PACKAGES.stream().anyMatch(qualifiedName::startsWith);
  }

  /** Whether a library has the type, so that an import of its whole package can mean it. */
  static boolean declares(String qualifiedName) {
    return knows(qualifiedName) || MORE.matcher(qualifiedName).matches();
  }

  /** Whether a library hands down a field of that name. */
  static boolean isField(String name) {
    return FIELDS.contains(name);
  }

  static List<String> supertypes(String qualifiedName) {
    return SUPERTYPES.getOrDefault(qualifiedName, List.of());
  }

  /** Whether a library type hands its type arguments on to its supertypes in the same order. */
  static boolean passesArguments(String qualifiedName) {
    return SUPERTYPES.containsKey(qualifiedName);
  }

  /**
   * The type that a method of a library type gives.
   *
   * @return a qualified name; {@code @0} for the type's first argument, {@code @this} for itself,
   *     {@code @class} for the class literal that is passed
   */
  public static Optional<String> result(String qualifiedName, String method) {
    String exact = RESULTS.get(qualifiedName + "#" + method);
    if (exact == null) {
      exact = RESULTS.get(qualifiedName + "#*");
    }
    return Optional.ofNullable(exact);
  }

  /** Whether a method of that name of some library type leads to another type. */
  static boolean hasResult(String method) {
    return METHODS.contains(method);
  }

  /** The types of the parameters of a lambda that is passed to the method of a library type. */
  static List<String> lambdaParameters(String qualifiedName, String method) {
    return LAMBDAS.getOrDefault(qualifiedName + "#" + method, List.of());
  }

  /** The types of the parameters of a lambda of a library's functional interface. */
  static List<String> lambdaOf(String qualifiedName) {
    return LAMBDAS.getOrDefault(qualifiedName, List.of());
  }

  /*
   * Lines of the resource: "type : supertype, supertype" declares, "type # method, method = result"
   * says what methods give, "type # method ( type, type )" what their lambdas take, and "type ( type )"
   * what a lambda of that type takes.
   */
  private static void load() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                java.util.Objects.requireNonNull(
                    Library.class.getResourceAsStream("library-types.txt"), "library-types.txt"),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String text = line.replaceAll("\\s*--.*", "").strip();
        if (!text.isEmpty()) {
          read(text);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(String text) {
    int hash = text.indexOf('#');
    if (hash < 0 && text.endsWith(")")) {
      int open = text.indexOf('(');
      String type = text.substring(0, open).strip();
      TYPES.add(type);
      LAMBDAS.put(type, types(text.substring(open + 1, text.length() - 1)));
      return;
    }
    if (hash < 0) {
      List<String> parts = List.of(text.split("\\s*:\\s*", 2));
      TYPES.add(parts.get(0));
      List<String> supertypes = new ArrayList<>();
      if (parts.size() > 1) {
        supertypes.addAll(List.of(parts.get(1).split("\\s*,\\s*", -1)));
      }
      SUPERTYPES.put(parts.get(0), List.copyOf(supertypes));
      return;
    }
    String type = text.substring(0, hash).strip();
    String rest = text.substring(hash + 1);
    TYPES.add(type);
    int equals = rest.indexOf('=');
    int open = rest.indexOf('(');
    String names = rest.substring(0, equals >= 0 ? equals : open);
    for (String method : names.strip().split("\\s*,\\s*", -1)) {
      if (equals >= 0) {
        METHODS.add(method);
        RESULTS.put(type + "#" + method, rest.substring(equals + 1).strip());
      } else {
        LAMBDAS.put(type + "#" + method, types(rest.substring(open + 1, rest.lastIndexOf(')'))));
      }
    }
  }

  private static List<String> types(String list) {
    return List.of(list.strip().split("\\s*,\\s*", -1));
  }
}
