package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.Source.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds where a statement sets what the session runs under. */
final class Contexts {
  private static final String ANY = "?";
  private static final String ALL = "*";
  private static final String ROLE = "role";
  private static final String USER = "session_authorization";

  private Contexts() {}

  /**
   * Where a setting is set.
   *
   * @param setting its name
   * @param whole all of a SET, RESET or DISCARD, or of the call
   * @param name where the name is, if one of its own is there
   * @param value where the value is
   * @param local what makes it end with the transaction: the third argument, or LOCAL
   * @param call whether it is a call of set_config
   */
  record ContextSite(
      String setting,
      Span whole,
      Optional<Span> name,
      Optional<Span> value,
      Optional<Span> local,
      boolean call) {
    /** Whether tenants can hang on it: no setting of the server's own. */
    boolean isContext() {
      return setting.indexOf('.') >= 0 || Set.of(ROLE, USER, ANY, ALL).contains(setting);
    }

    boolean isCustom() {
      return setting.indexOf('.') >= 0 || setting.equals(ANY);
    }
  }

  static List<ContextSite> in(Source source) {
    if (source.isAt(0, "set")) {
      return set(source).stream().toList();
    }
    if (source.isAt(0, "reset")) {
      return List.of(reset(source));
    }
    if (source.isAt(0, "discard")) {
      return source.isAt(1, "all")
          ? List.of(site(ALL, source, Optional.empty(), Optional.empty(), Optional.empty()))
          : List.of();
    }
    List<ContextSite> calls = new ArrayList<>();
    for (int i = 0; i < source.tokens().size(); i++) {
      if (isSetConfig(source.tokens().get(i)) && source.isAt(i + 1, "(")) {
        List<Range> arguments = source.items(i + 1);
        if (arguments.size() == 3) {
          calls.add(
              new ContextSite(
                  setting(source, arguments.get(0)),
                  source.span(new Range(i, source.closing(i + 1) + 1)),
                  Optional.of(source.span(arguments.get(0))),
                  Optional.of(source.span(arguments.get(1))),
                  Optional.of(source.span(arguments.get(2))),
                  true));
        }
      }
    }
    return calls;
  }

  private static boolean isSetConfig(Token token) {
    return token.isName() && token.text().equals("set_config");
  }

  private static String setting(Source source, Range argument) {
    Token token = source.tokens().get(argument.first());
    if (token.kind() != Token.Kind.STRING) {
      return ANY;
    }
    String written = source.sql().substring(token.start(), token.end());
    return written.startsWith("'")
        ? Scope.key(written.substring(1, written.length() - 1).replace("''", "'"))
        : ANY;
  }

  private static ContextSite site(
      String setting,
      Source source,
      Optional<Span> name,
      Optional<Span> value,
      Optional<Span> local) {
    Span whole = new Span(source.start(), source.end());
    return new ContextSite(Scope.key(setting), whole, name, value, local, false);
  }

  private static Optional<ContextSite> set(Source source) {
    int at = 1;
    Optional<Span> local = Optional.empty();
    if (source.isAt(at, "local")) {
      local = Optional.of(source.span(new Range(at, at + 1)));
      at++;
    } else if (source.isAt(at, "session")
        && !source.isAt(at + 1, "authorization")
        && !source.isAt(at + 1, "characteristics")) {
      at++;
    }
    if (source.isAt(at, "session") && source.isAt(at + 1, "authorization")) {
      return Optional.of(site(USER, source, Optional.empty(), rest(source, at + 2), local));
    }
    if (source.isAt(at, "role") && !source.isAt(at + 1, "=") && !source.isAt(at + 1, "to")) {
      return Optional.of(site(ROLE, source, Optional.empty(), rest(source, at + 1), local));
    }
    int end = at + 1;
    while (source.isAt(end, ".")) {
      end += 2;
    }
    if (!source.isAt(end, "=") && !source.isAt(end, "to")) {
      return Optional.empty();
    }
    StringBuilder name = new StringBuilder();
    source.tokens().subList(at, end).forEach(token -> name.append(token.text()));
    return Optional.of(
        site(
            name.toString(),
            source,
            Optional.of(source.span(new Range(at, end))),
            rest(source, end + 1),
            local));
  }

  private static Optional<Span> rest(Source source, int first) {
    return first < source.tokens().size()
        ? Optional.of(source.span(new Range(first, source.tokens().size())))
        : Optional.empty();
  }

  private static ContextSite reset(Source source) {
    StringBuilder name = new StringBuilder();
    source.tokens().subList(1, source.tokens().size()).forEach(token -> name.append(token.text()));
    String setting =
        switch (name.toString()) {
          case "all" -> ALL;
          case "sessionauthorization" -> USER;
          default -> name.toString();
        };
    return site(setting, source, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
