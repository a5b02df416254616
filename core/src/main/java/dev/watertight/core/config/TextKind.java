package dev.watertight.core.config;

import dev.watertight.core.rule.RuleNames;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a text of the configuration names, and what cannot be one. */
enum TextKind {
  TEXT("text", "texts"),
  /** A text whose absence is reported later, as a finding. */
  REASON("text", "texts"),
  /** A plain value of any type, kept as it is written. */
  SCALAR("a plain value", "plain values"),
  TABLE("a table name", "table names"),
  COLUMN("a column name", "column names"),
  TABLE_COLUMN("`table.column`", "`table.column` keys") {
    @Override
    Optional<String> fault(String text) {
      return text.indexOf('.') > 0 && !text.endsWith(".")
          ? Optional.empty()
          : Optional.of("must name a table and its column, such as `flows.key`");
    }
  },
  SETTING("the name of a PostgreSQL setting", "settings"),
  ROLE("a role name", "role names"),
  PATH("a path", "paths") {
    @Override
    Optional<String> fault(String text) {
      return pathFault(text);
    }
  },
  GLOB("a path with `*`, `**`, `?`, `{a,b}`", "paths with `*`, `**`, `?`, `{a,b}`") {
    @Override
    Optional<String> fault(String text) {
      if (text.startsWith("/") || DRIVE.matcher(text).lookingAt()) {
        return Optional.of("must be relative to the project's root, not absolute");
      }
      return pathFault(text).or(() -> Glob.fault(text));
    }
  },
  JAVA_NAME("a Java name", "Java names") {
    @Override
    Optional<String> fault(String text) {
      return javaFault(text, "com.acme.data.Session");
    }
  },
  JAVA_METHOD("`type#method`", "`type#method` names") {
    @Override
    Optional<String> fault(String text) {
      return text.indexOf('#') > 0 && !text.endsWith("#")
          ? javaFault(text, "com.acme.Repo#find(String)")
          : Optional.of("must be a type and its method, such as `com.acme.Repo#find`");
    }
  },
  METHOD_PATTERN("a method name, with `*` for any letters", "method names"),
  RULE("the name of a rule", "rules") {
    @Override
    Optional<String> fault(String text) {
      if (RuleNames.isKnown(text)) {
        return Optional.empty();
      }
      return Optional.of(
          "is not the name of a rule"
              + Nearest.of(text, RuleNames.all())
                  .map(n -> "; did you mean `" + n + "`?")
                  .orElse(": docs/rules lists them"));
    }
  },
  ENVIRONMENT_VARIABLE("the name of an environment variable", "environment variables") {
    @Override
    Optional<String> fault(String text) {
      return VARIABLE.matcher(text).matches()
          ? Optional.empty()
          : Optional.of(
              "must be the name of an environment variable (letters, digits, `_`), never the"
                  + " password itself");
    }
  },
  JDBC_URL("a JDBC URL", "JDBC URLs") {
    @Override
    Optional<String> fault(String text) {
      if (JdbcUrls.holdPassword(text)) {
        return Optional.of(
            "holds a password: take it out, and name the environment variable that holds it in"
                + " `database.password-env`");
      }
      return text.startsWith("jdbc:postgresql:")
          ? Optional.empty()
          : Optional.of("must start with `jdbc:postgresql:`");
    }
  };

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[/\\\\]");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NOT_JAVA = Pattern.compile("[/\\\\\\s;]|^\\.|\\.(java|class)$");

  private final String one;
  private final String many;

  TextKind(String one, String many) {
    this.one = one;
    this.many = many;
  }

  /** With its article, or in code marks. */
  String one() {
    return one;
  }

  String many() {
    return many;
  }

  /** Whether messages may quote the value: never where it could hold a secret. */
  boolean quotable() {
    return this != ENVIRONMENT_VARIABLE && this != JDBC_URL;
  }

  /** Why the text cannot be one, as the end of a sentence whose subject is the key. */
  Optional<String> fault(String text) {
    return Optional.empty();
  }

  private static Optional<String> pathFault(String text) {
    return text.indexOf('\\') >= 0
        ? Optional.of("must have `/` between folders, not `\\`")
        : Optional.empty();
  }

  private static Optional<String> javaFault(String text, String example) {
    return NOT_JAVA.matcher(text.replaceAll(",\\s+", ",")).find()
        ? Optional.of("must be a Java name, such as `" + example + "`")
        : Optional.empty();
  }
}
