package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.sql.SettingChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A statement while it is being put together; finished ones are {@link Access}. */
public final class Statement {
  private final String road;
  private final List<TableUse> tables = new ArrayList<>();
  private final List<Access.Unknown> unknown = new ArrayList<>();
  private final List<Integer> parameterTables = new ArrayList<>();
  private final List<SettingChange> settings = new ArrayList<>();
  private final Set<String> expressions = new HashSet<>();
  private Span at;
  private Optional<Statement> partOf = Optional.empty();
  private Optional<Open> open = Optional.empty();
  private Optional<Texts> words = Optional.empty();
  private boolean runs;
  private boolean silent;

  Statement(String road, Span at) {
    this.road = road;
    this.at = at;
  }

  /** The statement that this one became a part of, or itself. */
  Statement whole() {
    Statement whole = this;
    while (whole.partOf.isPresent()) {
      whole = whole.partOf.get();
    }
    return whole;
  }

  /** Makes the other one a part of this one: a subquery. */
  public void absorb(Statement other) {
    Statement part = other.whole();
    Statement me = whole();
    if (part.equals(me)) {
      return;
    }
    me.tables.addAll(part.tables);
    me.unknown.addAll(part.unknown);
    me.parameterTables.addAll(part.parameterTables);
    me.settings.addAll(part.settings);
    part.partOf = Optional.of(me);
  }

  /** The statement touches the table. */
  public void touches(TableUse table) {
    whole().tables.add(table);
  }

  /** The statement touches a table that the caller of the method passes. */
  void touchesParameter(int index, Span place) {
    Statement me = whole();
    if (me.tables.isEmpty() && me.parameterTables.isEmpty()) {
      me.at = place;
    }
    me.parameterTables.add(index);
  }

  /** A common table expression of the statement has this name. */
  public void names(String expression) {
    whole().expressions.add(expression.replace("\"", "").toLowerCase(Locale.ROOT));
  }

  /** Whether a table of this name is a common table expression of the statement. */
  public boolean hasExpression(String name) {
    return whole().expressions.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * The statement touches a table that only subtypes of the class around it know.
   *
   * @param table gives it for a subtype
   */
  public void touchesOpen(Function<JType, Optional<KnownTable>> table, boolean write) {
    whole().open = Optional.of(new Open(table, write));
  }

  /** A table that subtypes know. */
  record Open(Function<JType, Optional<KnownTable>> table, boolean write) {}

  Optional<Open> open() {
    return open;
  }

  /** The statement changes a setting. */
  public void sets(SettingChange change) {
    whole().settings.add(change);
  }

  /**
   * What the statement says in SQL by now.
   *
   * @param run whether it is run so; else more may follow
   */
  public void says(Texts sql, boolean run) {
    words = Optional.of(runs && words.isPresent() ? words.get().or(sql) : sql);
    runs |= run;
  }

  /** What it says is not known, on some path. */
  public void saysNothing() {
    words = Optional.of(Texts.UNKNOWN);
    silent = true;
  }

  /** What it says where it is run; empty where that is not known. */
  Optional<Texts> words() {
    return silent ? Optional.empty() : words.filter(w -> !w.cut());
  }

  /** Whether it is run where it is made. */
  boolean runs() {
    return runs;
  }

  /** A part of the statement cannot be determined. */
  public void unknown(Access.Unknown what) {
    whole().unknown.add(what);
  }

  /** The tables known by now. */
  public List<TableUse> firstTables() {
    return List.copyOf(whole().tables);
  }

  boolean isPart() {
    return partOf.isPresent();
  }

  String road() {
    return road;
  }

  List<TableUse> tables() {
    return tables;
  }

  List<Access.Unknown> unknowns() {
    return unknown;
  }

  List<Integer> parameterTables() {
    return parameterTables;
  }

  List<SettingChange> settings() {
    return settings;
  }

  Span at() {
    return at;
  }
}
