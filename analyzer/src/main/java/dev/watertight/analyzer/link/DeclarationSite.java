package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.sql.Dialect;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A declared type, and the place where {@link Declarations} say what they found in it. */
public final class DeclarationSite {
  private final Program program;
  private final TableIndex tables;
  private final Evaluator evaluator;
  private final TypeDecl type;
  private final Collector collector;

  DeclarationSite(
      Program program, TableIndex tables, Evaluator evaluator, TypeDecl type, Collector collector) {
    this.program = program;
    this.tables = tables;
    this.evaluator = evaluator;
    this.type = type;
    this.collector = collector;
  }

  /** The type. */
  public TypeDecl type() {
    return type;
  }

  /** The program. */
  public Program program() {
    return program;
  }

  /** The tables and what maps to them. */
  public TableIndex tables() {
    return tables;
  }

  /** The type as a resolved type. */
  public JType jtype() {
    return JType.of(type.name());
  }

  /** The annotation of the method, by qualified name of its type. */
  public Optional<AnnotationFact> annotation(MethodFact method, String qualifiedName) {
    return method.annotations().stream()
        .filter(a -> program.resolveName(a.name(), type).equals(qualifiedName))
        .findFirst();
  }

  /** The annotation of the type, by qualified name of its type. */
  public Optional<AnnotationFact> annotation(String qualifiedName) {
    return type.fact().annotations().stream()
        .filter(a -> program.resolveName(a.name(), type).equals(qualifiedName))
        .findFirst();
  }

  /** The attributes of an annotation, evaluated. */
  public Map<String, Value> attributes(AnnotationFact annotation) {
    return evaluator.walker().attributes(annotation, type, collector);
  }

  /** The attributes of an annotation that stands at another declared type, evaluated. */
  public Map<String, Value> attributes(AnnotationFact annotation, TypeDecl declaring) {
    return evaluator.walker().attributes(annotation, declaring, collector);
  }

  /** What a declared method can return, its parameters unknown; nothing if it has no body. */
  public Optional<Value> returned(MethodDecl method) {
    return evaluator.walker().walk(method, new HashMap<>(), new Collector(), 1);
  }

  /** A text that the method sends to the database. */
  public void text(
      String road,
      MethodFact method,
      Value text,
      Dialect dialect,
      Access.Through through,
      Span at) {
    MethodDecl declared = new MethodDecl(type, method);
    collector.texts.add(
        new Collector.TextStatement(
            road,
            text.textOrHole(),
            dialect,
            through,
            at,
            type,
            declared.signature(),
            Optional.of(declared)));
  }

  /** A statement that the method makes, built from parts. */
  public Statement statement(String road, MethodFact method, Access.Through through, Span at) {
    MethodDecl declared = new MethodDecl(type, method);
    Statement statement = new Statement(road, at);
    collector.built.add(
        new Collector.BuiltStatement(
            statement, through, type, declared.signature(), Optional.of(declared)));
    return statement;
  }
}
