package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes down what bodies do: statements, and calls that hand text or tables on. Mutable. */
final class Collector {
  /** A text that goes to the database as a statement. */
  record TextStatement(
      String road,
      Texts texts,
      dev.watertight.analyzer.sql.Dialect dialect,
      Access.Through through,
      Span at,
      TypeDecl type,
      String member,
      Optional<MethodDecl> method) {}

  /** A statement that is put together from parts, as in jOOQ or Criteria. */
  record BuiltStatement(
      Statement statement,
      Access.Through through,
      TypeDecl type,
      String member,
      Optional<MethodDecl> method) {}

  /** A call of a method that the program declares, with what is known of the arguments. */
  record LoggedCall(
      JType on,
      String name,
      List<Value> arguments,
      Span at,
      TypeDecl type,
      String member,
      Optional<MethodDecl> method) {
    String receiver() {
      return on.name();
    }
  }

  final List<TextStatement> texts = new ArrayList<>();
  final List<BuiltStatement> built = new ArrayList<>();
  final List<LoggedCall> calls = new ArrayList<>();
}
