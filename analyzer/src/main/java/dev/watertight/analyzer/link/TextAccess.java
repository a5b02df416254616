package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.analyzer.facts.Modifiers;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.sql.Dialect;
import dev.watertight.analyzer.sql.EntityPath;
import dev.watertight.analyzer.sql.HoleEffect;
import dev.watertight.analyzer.sql.SettingChange;
import dev.watertight.analyzer.sql.SqlReader;
import dev.watertight.analyzer.sql.SqlShape;
import dev.watertight.analyzer.sql.SqlStatement;
import dev.watertight.analyzer.sql.TableRef;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a statement into an access. */
public final class TextAccess {
  /** Stands for the type of statements that stand in no type. */
  private static final TypeDecl NOWHERE =
      new TypeDecl(
          "",
          new TypeFact(
              "",
              TypeFact.Kind.CLASS,
              new Modifiers(false, false, false, false, false, false),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              new Span(1, 1, 1, 1)),
          new FileFacts("", "", List.of(), List.of(), 0),
          Optional.empty());

  private static final Pattern PREFIXED = Pattern.compile(Texts.HOLE + "([A-Za-z_][A-Za-z0-9_]*)");

  private static final Pattern PATH = Pattern.compile("\\b[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*){2,}");

  private static final Pattern LITERAL =
      Pattern.compile("'(?:[^']|'')*'|/\\*.*?\\*/", Pattern.DOTALL);

  private static final Pattern TABLE_FOLLOWS =
      Pattern.compile("\\b(?:from|join|into|update)\\s+$", Pattern.CASE_INSENSITIVE);

  private final TableIndex tables;

  /** Tables by the index. */
  public TextAccess(TableIndex tables) {
    this.tables = tables;
  }

  Access of(Collector.TextStatement text) {
    return of(
        text,
        text.texts().withoutParameters(),
        text.type().file().path(),
        Optional.of(text.type()));
  }

  /**
   * The access of a statement in a file that is no Java source.
   *
   * @param variants the texts that it can have, at least one
   * @param type the declared type that it belongs to, if any
   * @param member {@code owner#name}
   */
  public Access of(
      String road,
      List<String> variants,
      Access.Through through,
      String path,
      int line,
      Optional<TypeDecl> type,
      String member,
      Optional<MethodDecl> method) {
    Span at = new Span(line, 1, line, 1);
    Collector.TextStatement text =
        new Collector.TextStatement(
            road, new Texts(variants, false), Dialect.SQL, through, at, NOWHERE, member, method);
    return of(text, text.texts(), path, type);
  }

  private Access of(
      Collector.TextStatement text, Texts texts, String path, Optional<TypeDecl> type) {
    Found found = new Found();
    for (String variant : texts.variants()) {
      read(variant, text, found);
    }
    if (texts.cut()) {
      found.unknown.add(
          new Access.Unknown(
              Access.Unknown.What.FRAGMENT,
              "its text has more variants than are followed (" + texts.variants().size() + ")"));
    }
    return new Access(
        text.road(),
        path,
        type,
        text.member(),
        text.method(),
        text.at(),
        List.copyOf(found.tables),
        List.copyOf(found.unknown),
        text.through(),
        List.copyOf(found.settings),
        texts.variants().get(0),
        Optional.of(
            new Wording(
                texts.variants().stream().map(this::withoutPrefixes).toList(),
                text.dialect(),
                true)));
  }

  private static final class Found {
    final Set<TableUse> tables = new LinkedHashSet<>();
    final Set<Access.Unknown> unknown = new LinkedHashSet<>();
    final Set<SettingChange> settings = new LinkedHashSet<>();
  }

  private void read(String variant, Collector.TextStatement text, Found found) {
    if (variant.chars().allMatch(c -> c == Texts.HOLE || Character.isWhitespace(c))) {
      if (!variant.isBlank() || variant.isEmpty()) {
        found.unknown.add(
            new Access.Unknown(
                Access.Unknown.What.TEXT,
                variant.isEmpty() ? "its text is empty here" : "its text is not known here"));
      }
      return;
    }
    SqlShape shape = SqlReader.read(withoutPrefixes(variant), text.dialect());
    for (SqlStatement statement : shape.statements()) {
      statement(statement, variant, text, found);
    }
    if (!shape.understood()) {
      found.unknown.add(
          new Access.Unknown(
              Access.Unknown.What.SYNTAX,
              shape.problem().orElse("its text cannot be read as SQL")));
    }
  }

  /**
   * Drops what is not known right before the name of a table: {@code ${prefix}ACT_RU_TASK} is that
   * table under whatever prefix an installation gives it. Not so where the name of a tenant's table
   * can come out: {@code ${kind}members} may be {@code team_members}.
   */
  private String withoutPrefixes(String text) {
    if (text.indexOf(Texts.HOLE) < 0) {
      return text;
    }
    Matcher matcher = PREFIXED.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      boolean table =
          tables.find(Optional.empty(), name).isPresent()
              || (name.length() > 3
                  && TABLE_FOLLOWS.matcher(before(text, matcher.start())).find()
                  && !tables.endsNameOfTenantData(name));
      matcher.appendReplacement(result, Matcher.quoteReplacement(table ? name : matcher.group()));
    }
    return matcher.appendTail(result).toString();
  }

  private static String before(String text, int at) {
    return text.substring(Math.max(0, at - 40), at);
  }

  private void statement(
      SqlStatement statement, String variant, Collector.TextStatement text, Found found) {
    found.settings.addAll(statement.settings());
    Map<String, Mapping> aliases = new HashMap<>();
    for (TableRef ref : statement.tables()) {
      boolean write = ref.access() == TableRef.Access.WRITE;
      if (text.dialect() == Dialect.JPQL) {
        Optional<Mapping> entity = tables.entity(qualified(ref));
        if (entity.isPresent()) {
          KnownTable table = tables.table(entity.get());
          ref.alias().ifPresent(a -> aliases.put(a, entity.get()));
          found.tables.add(new TableUse(table.schema(), table.name(), write, text.at()));
        }
      } else {
        if (ref.name().indexOf(Texts.HOLE) < 0) {
          found.tables.add(new TableUse(ref.schema(), ref.name(), write, text.at()));
        }
      }
    }
    for (EntityPath path : statement.paths()) {
      path(path, aliases, text, found);
    }
    if (!aliases.isEmpty()) {
      implicitJoins(variant, aliases, text, found);
    }
    unknown(statement.holes(), found);
  }

  private static String qualified(TableRef ref) {
    return ref.schema().map(s -> s + "." + ref.name()).orElse(ref.name());
  }

  private void path(
      EntityPath path, Map<String, Mapping> aliases, Collector.TextStatement text, Found found) {
    Mapping at = aliases.get(path.alias());
    for (String attribute : path.path()) {
      String type = at == null ? null : at.attributes().get(attribute);
      at = type == null ? null : tables.entity(type).orElse(null);
      if (at == null) {
        return;
      }
      KnownTable table = tables.table(at);
      found.tables.add(new TableUse(table.schema(), table.name(), false, text.at()));
    }
    Mapping last = at;
    if (last != null) {
      path.as().ifPresent(a -> aliases.put(a, last));
    }
  }

  /**
   * A path through an association joins its table, unless it ends at the key: {@code t.project.id}.
   */
  private void implicitJoins(
      String variant, Map<String, Mapping> aliases, Collector.TextStatement text, Found found) {
    Matcher matcher = PATH.matcher(LITERAL.matcher(variant).replaceAll("''"));
    while (matcher.find()) {
      List<String> names = List.of(matcher.group().split("\\."));
      Mapping at = aliases.get(names.get(0));
      for (int i = 1; at != null && i + 1 < names.size(); i++) {
        String type = at.attributes().get(names.get(i));
        at = type == null ? null : tables.entity(type).orElse(null);
        if (at != null && !names.get(i + 1).equals("id")) {
          KnownTable table = tables.table(at);
          found.tables.add(new TableUse(table.schema(), table.name(), false, text.at()));
        }
      }
    }
  }

  private static void unknown(HoleEffect holes, Found found) {
    switch (holes) {
      case NONE, VALUES, COLUMNS -> {}
      case FRAGMENT ->
          found.unknown.add(
              new Access.Unknown(
                  Access.Unknown.What.FRAGMENT,
                  "a part of its text that may hold conditions, joins or subqueries is not known"));
      case TABLE ->
          found.unknown.add(
              new Access.Unknown(
                  Access.Unknown.What.TABLE, "a table's name in its text is not known"));
      case WHOLE ->
          found.unknown.add(
              new Access.Unknown(Access.Unknown.What.TEXT, "its text is not known here"));
    }
  }
}
