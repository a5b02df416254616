package dev.watertight.analyzer.sql;

import dev.watertight.analyzer.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads changes of settings: {@code SET}, and calls of {@code set_config}. */
final class SettingReader {
  private static final Set<String> NO_SETTING =
      Set.of("TRANSACTION", "CONSTRAINTS", "CHARACTERISTICS");

  private final Cursor cursor;
  private final Findings found;

  SettingReader(Cursor cursor, Findings found) {
    this.cursor = cursor;
    this.found = found;
  }

  /** At {@code set_config(}: records the change, and leaves the cursor where it is. */
  void call() {
    int start = cursor.peek().start();
    List<List<SqlToken>> arguments = arguments();
    Optional<String> name = Optional.empty();
    Optional<String> value = Optional.empty();
    SettingChange.Scope scope = SettingChange.Scope.UNKNOWN;
    for (int i = 0; i < arguments.size(); i++) {
      List<SqlToken> argument = arguments.get(i);
      String role = String.valueOf(i);
      if (argument.size() > 2 && (argument.get(1).is("=>") || argument.get(1).is(":="))) {
        role = argument.get(0).word();
        argument = argument.subList(2, argument.size());
      }
      switch (role) {
        case "0", "SETTING_NAME" -> name = constant(argument).map(Findings::fold);
        case "1", "NEW_VALUE" -> value = constant(argument);
        case "2", "IS_LOCAL" -> scope = scope(argument);
        default -> {}
      }
    }
    found.settings.add(new SettingChange(name, value, scope, start));
  }

  private List<List<SqlToken>> arguments() {
    List<List<SqlToken>> arguments = new ArrayList<>();
    int close = cursor.closing(1);
    int depth = 0;
    List<SqlToken> current = new ArrayList<>();
    for (int i = 2; i < close; i++) {
      SqlToken token = cursor.peek(i);
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth == 0 && token.is(",")) {
        arguments.add(current);
        current = new ArrayList<>();
      } else {
        current.add(token);
      }
    }
    arguments.add(current);
    return arguments;
  }

  /** The value of a string, with or without a cast. */
  private static Optional<String> constant(List<SqlToken> argument) {
    if (argument.isEmpty()
        || (argument.get(0).kind() != Kind.STRING && argument.get(0).kind() != Kind.NUMBER)
        || argument.get(0).hasHole()
        || (argument.size() > 1 && !argument.get(1).is("::"))) {
      return Optional.empty();
    }
    return Optional.of(argument.get(0).text());
  }

  private static SettingChange.Scope scope(List<SqlToken> argument) {
    if (argument.isEmpty() || (argument.size() > 1 && !argument.get(1).is("::"))) {
      return SettingChange.Scope.UNKNOWN;
    }
    SqlToken token = argument.get(0);
    if (token.hasHole() || (token.kind() != Kind.WORD && token.kind() != Kind.STRING)) {
      return SettingChange.Scope.UNKNOWN;
    }
    return switch (Findings.fold(token.text())) {
      case "true", "t", "on", "yes", "y", "1" -> SettingChange.Scope.TRANSACTION;
      case "false", "f", "off", "no", "n", "0" -> SettingChange.Scope.SESSION;
      default -> SettingChange.Scope.UNKNOWN;
    };
  }

  /** Reads a SET statement, with the cursor behind SET, to its end. */
  void statement(int offset) {
    SettingChange.Scope scope = SettingChange.Scope.SESSION;
    if (cursor.accept("LOCAL")) {
      scope = SettingChange.Scope.TRANSACTION;
    } else if (cursor.at("SESSION") && cursor.peek(1).is("CHARACTERISTICS")) {
      skip();
      return;
    } else if (cursor.at("SESSION") && !cursor.peek(1).is("AUTHORIZATION")) {
      cursor.next();
    }
    SqlToken first = cursor.peek();
    if (NO_SETTING.contains(first.word())) {
      skip();
      return;
    }
    Optional<String> name;
    if (cursor.at("SESSION", "AUTHORIZATION")) {
      cursor.next();
      cursor.next();
      name = Optional.of("session_authorization");
    } else if (cursor.accept("ROLE")) {
      name = Optional.of("role");
    } else if (cursor.at("TIME", "ZONE")) {
      cursor.next();
      cursor.next();
      name = Optional.of("timezone");
    } else if (cursor.at("NAMES")) {
      cursor.next();
      name = Optional.of("client_encoding");
    } else if (cursor.at("SCHEMA") && cursor.peek(1).kind() == Kind.STRING) {
      cursor.next();
      name = Optional.of("search_path");
    } else {
      name = name(first);
      if (first.isHole() && cursor.atEnd()) {
        scope = SettingChange.Scope.UNKNOWN;
      }
    }
    if (!cursor.acceptAny("=", "TO", ":=") && name.isEmpty() && !cursor.atEnd()) {
      found.unsure("SET cannot be read");
    }
    found.settings.add(new SettingChange(name, value(), scope, offset));
    skip();
  }

  private Optional<String> name(SqlToken first) {
    StringBuilder name = new StringBuilder();
    boolean known = true;
    SqlToken token = first;
    while (token.isName() || token.kind() == Kind.BIND) {
      known &= token.isName() && !token.hasHole();
      name.append(token.text());
      cursor.next();
      if (!cursor.at(".")) {
        break;
      }
      name.append('.');
      cursor.next();
      token = cursor.peek();
    }
    if (!known) {
      found.hole(first.isHole() && cursor.atEnd() ? HoleEffect.FRAGMENT : HoleEffect.COLUMNS);
    }
    return known && name.length() > 0
        ? Optional.of(Findings.fold(name.toString()))
        : Optional.empty();
  }

  private Optional<String> value() {
    if (cursor.atEnd()) {
      return Optional.empty();
    }
    int from = cursor.position();
    StringBuilder value = new StringBuilder();
    boolean known = true;
    while (!cursor.atEnd()) {
      SqlToken token = cursor.next();
      if (token.hasHole()) {
        found.hole(HoleEffect.VALUES);
      }
      known &= !token.hasHole() && token.kind() != Kind.BIND;
      if (cursor.position() - 1 > from && !token.is(",") && !token.is(".")) {
        value.append(' ');
      }
      value.append(token.text());
    }
    return known ? Optional.of(value.toString()) : Optional.empty();
  }

  private void skip() {
    while (!cursor.atEnd()) {
      if (cursor.next().hasHole()) {
        found.hole(HoleEffect.VALUES);
      }
    }
  }
}
