package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.TypeRef;
import dev.watertight.analyzer.sql.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call or an instance creation, with what is known of all that goes into it; and the place where
 * a {@link Road} says what it found.
 */
public final class Site {
  private final Program program;
  private final TableIndex tables;
  private final Body body;
  private final String name;
  private final Value receiver;
  private final List<Value> arguments;
  private final List<Expr> expressions;
  private final Span at;
  private final Evaluator evaluator;
  private boolean told;
  private Optional<Expr> scope = Optional.empty();
  private Optional<Statement> made = Optional.empty();

  Site(
      Program program,
      TableIndex tables,
      Body body,
      String name,
      Value receiver,
      List<Value> arguments,
      List<Expr> expressions,
      Span at,
      Evaluator evaluator) {
    this.program = program;
    this.tables = tables;
    this.body = body;
    this.name = name;
    this.receiver = receiver;
    this.arguments = arguments;
    this.expressions = expressions;
    this.at = at;
    this.evaluator = evaluator;
  }

  Site on(Optional<Expr> receiverExpression) {
    scope = receiverExpression;
    return this;
  }

  /** The variable that the method is called on, if it is one, holds this from now on. */
  public void keep(Value value) {
    scope
        .flatMap(s -> Evaluator.variable(s, body))
        .filter(body.variables::containsKey)
        .ifPresent(v -> body.variables.put(v, value));
  }

  /** The method's name; {@code <init>} for an instance creation. */
  public String name() {
    return name;
  }

  /** The name as {@link Road#begins} takes it. */
  String spelled() {
    return name.equals("<init>") ? "new " + receiver.type().simpleName() : name;
  }

  /** Whether something was said of a statement. */
  boolean isTold() {
    return told;
  }

  /** What it is called on; for an instance creation the type that is made. */
  public Value receiver() {
    return receiver;
  }

  /** The arguments' values. */
  public List<Value> arguments() {
    return arguments;
  }

  /** The argument at the index, unknown if there is none. */
  public Value argument(int index) {
    return index < arguments.size() ? arguments.get(index) : Value.UNKNOWN;
  }

  /** The arguments as written. */
  public List<Expr> expressions() {
    return expressions;
  }

  /** The method's name in the source: where findings stand. */
  public Span at() {
    return at;
  }

  /** The program. */
  public Program program() {
    return program;
  }

  /** The tables and what maps to them. */
  public TableIndex tables() {
    return tables;
  }

  /** The type in which the call stands. */
  public TypeDecl type() {
    return body.type;
  }

  /** Whether the receiver is, extends or implements the named library or declared type. */
  public boolean on(String qualifiedName) {
    return program.is(receiver.type(), qualifiedName);
  }

  /** Whether the receiver is, extends or implements one of the named types. */
  public boolean onAny(List<String> qualifiedNames) {
    return program.isAny(receiver.type(), qualifiedNames);
  }

  /** Whether the program declares the method that is called. */
  public boolean isDeclared() {
    return declared().isPresent();
  }

  /** Whether the program declares the called method in a type whose name contains the text. */
  public boolean isDeclaredIn(String partOfName) {
    return declared().map(m -> m.owner().name().contains(partOfName)).orElse(false);
  }

  /** The called method, if the program declares it and its file was read. */
  public Optional<MethodDecl> declared() {
    return program
        .known(receiver.type().name())
        .flatMap(t -> program.methods(t, name, arguments.size()).stream().findFirst());
  }

  /** The attributes of an annotation of a declared type or one of its members, evaluated. */
  public Map<String, Value> attributes(AnnotationFact annotation, TypeDecl declaring) {
    return evaluator.walker().attributes(annotation, declaring, body.collector);
  }

  /** Resolves a written type where the call stands. */
  public JType resolve(TypeRef type) {
    return program.resolve(type, body.type);
  }

  /** A text goes to the database as a statement. */
  public void text(String road, Value text, Dialect dialect, Access.Through through) {
    told = true;
    body.collector.texts.add(
        new Collector.TextStatement(
            road, text.textOrHole(), dialect, through, at, body.type, body.member, body.method));
  }

  /** Starts a statement that is put together from parts. */
  public Statement statement(String road, Access.Through through) {
    told = true;
    Statement statement = new Statement(road, at);
    body.collector.built.add(
        new Collector.BuiltStatement(statement, through, body.type, body.member, body.method));
    made = Optional.of(statement);
    return statement;
  }

  /** The statement that was started here, if one was. */
  public Optional<Statement> made() {
    return made;
  }

  /** A statement that touches one table at this place and is complete. */
  public void touches(String road, Access.Through through, KnownTable table, boolean write) {
    statement(road, through).touches(new TableUse(table.schema(), table.name(), write, at));
  }

  /** Adds a table that an argument stands for, or says that it is not known which. */
  public void touches(Statement statement, Value table, boolean write) {
    Value value = table.tables().isEmpty() && table.statement().isEmpty() ? table.force() : table;
    value.statement().ifPresent(statement::absorb);
    if (!value.tables().isEmpty()) {
      for (TableUse use : value.tables()) {
        statement.touches(new TableUse(use.schema(), use.name(), write, at));
      }
    } else if (value.statement().isEmpty()) {
      Optional<Integer> parameter = value.parameter();
      if (parameter.isPresent()) {
        statement.touchesParameter(parameter.get(), at);
      } else {
        statement.unknown(
            new Access.Unknown(
                Access.Unknown.What.TABLE, "the table that `" + name + "` is given is not known"));
      }
    }
  }
}
