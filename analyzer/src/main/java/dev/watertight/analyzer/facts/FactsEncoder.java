package dev.watertight.analyzer.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Writes the facts of a file as bytes. Strings and types are written once and then referred to by
 * number; places are written as their distance from the one before.
 *
 * <p>The path is left out: facts are kept by content, and a file may move. Runs on a thread with a
 * stack deep enough for the code it encodes.
 */
public final class FactsEncoder {
  private final ByteSink out = new ByteSink();
  private final Map<String, Integer> strings = new HashMap<>();
  private final Map<TypeRef, Integer> typeRefs = new HashMap<>();
  private int line;

  private FactsEncoder() {}

  /** The bytes that {@link FactsDecoder} reads. */
  public static byte[] encode(FileFacts facts) {
    FactsEncoder encoder = new FactsEncoder();
    encoder.file(facts);
    return encoder.out.toBytes();
  }

  private void file(FileFacts facts) {
    string(facts.packageName());
    out.number(facts.lines());
    out.number(facts.imports().size());
    for (FileFacts.ImportFact declared : facts.imports()) {
      string(declared.name());
      out.flags(declared.isStatic(), declared.onDemand());
    }
    types(facts.types());
  }

  private void types(List<TypeFact> types) {
    out.number(types.size());
    types.forEach(this::type);
  }

  private void type(TypeFact type) {
    string(type.name());
    out.number(Tags.TYPE_KINDS.indexOf(type.kind()));
    modifiers(type.modifiers());
    annotations(type.annotations());
    typeParameters(type.typeParameters());
    typeRefs(type.supertypes());
    out.number(type.fields().size());
    type.fields().forEach(this::field);
    out.number(type.methods().size());
    type.methods().forEach(this::method);
    types(type.types());
    span(type.span());
  }

  private void field(FieldFact field) {
    string(field.name());
    out.number(Tags.ROLES.indexOf(field.role()));
    typeRef(field.type());
    modifiers(field.modifiers());
    annotations(field.annotations());
    expr(field.initializer());
    span(field.span());
  }

  private void method(MethodFact method) {
    span(method.span());
    span(method.nameSpan());
    string(method.name());
    typeParameters(method.typeParameters());
    parameters(method.parameters());
    typeRef(method.returnType());
    modifiers(method.modifiers());
    annotations(method.annotations());
    stmt(method.body());
  }

  private void parameters(List<MethodFact.Parameter> parameters) {
    out.number(parameters.size());
    for (MethodFact.Parameter parameter : parameters) {
      string(parameter.name());
      typeRef(parameter.type());
      out.flags(parameter.varargs());
      annotations(parameter.annotations());
    }
  }

  private void typeParameters(List<TypeFact.TypeParameter> parameters) {
    out.number(parameters.size());
    for (TypeFact.TypeParameter parameter : parameters) {
      string(parameter.name());
      typeRef(parameter.bound());
    }
  }

  private void modifiers(Modifiers m) {
    out.flags(
        m.isPublic(), m.isPrivate(), m.isStatic(), m.isFinal(), m.isAbstract(), m.isDefault());
  }

  private void annotations(List<AnnotationFact> annotations) {
    out.number(annotations.size());
    annotations.forEach(this::annotation);
  }

  private void annotation(AnnotationFact annotation) {
    string(annotation.name());
    SortedMap<String, Expr> attributes = annotation.attributes();
    out.number(attributes.size());
    attributes.forEach(
        (name, value) -> {
          string(name);
          expr(value);
        });
    span(annotation.span());
  }

  private void typeRefs(List<TypeRef> types) {
    out.number(types.size());
    types.forEach(this::typeRef);
  }

  private void typeRef(TypeRef type) {
    Integer known = typeRefs.get(type);
    if (known != null) {
      out.number(known);
      return;
    }
    // Its arguments may be new too, so it gets its number only after them.
    out.number(typeRefs.size());
    string(type.name());
    typeRefs(type.arguments());
    out.number(type.dimensions());
    typeRefs.put(type, typeRefs.size());
  }

  private void string(String text) {
    Integer known = strings.putIfAbsent(text, strings.size());
    if (known != null) {
      out.number(known);
    } else {
      out.number(strings.size() - 1);
      out.text(text);
    }
  }

  private void span(Span span) {
    out.signed(span.line() - line);
    out.number(span.column());
    out.signed(span.endLine() - span.line());
    out.number(span.endColumn());
    line = span.line();
  }

  private void stmt(Optional<? extends Stmt> statement) {
    if (statement.isPresent()) {
      stmt(statement.get());
    } else {
      out.tag(Tags.ABSENT);
    }
  }

  private void stmts(List<Stmt> statements) {
    out.number(statements.size());
    statements.forEach(this::stmt);
  }

  private void stmt(Stmt statement) {
    out.tag(Tags.of(statement));
    span(statement.span());
    if (statement instanceof Stmt.Evaluate s) {
      expr(s.expression());
    } else if (statement instanceof Stmt.Local s) {
      string(s.name());
      typeRef(s.type());
      annotations(s.annotations());
      expr(s.initializer());
    } else if (statement instanceof Stmt.Block s) {
      stmts(s.statements());
    } else if (statement instanceof Stmt.Return s) {
      expr(s.value());
    } else if (statement instanceof Stmt.If s) {
      expr(s.condition());
      stmt(s.then());
      stmt(s.otherwise());
    } else if (statement instanceof Stmt.Throw s) {
      expr(s.value());
    } else if (statement instanceof Stmt.Loop s) {
      loop(s);
    } else if (statement instanceof Stmt.Try s) {
      tryOf(s);
    } else if (statement instanceof Stmt.Switch s) {
      expr(s.selector());
      cases(s.cases());
    } else if (statement instanceof Stmt.Synchronized s) {
      expr(s.lock());
      stmt(s.body());
    } else if (statement instanceof Stmt.Jump s) {
      out.number(Tags.JUMPS.indexOf(s.kind()));
      expr(s.value());
    } else if (statement instanceof Stmt.LocalType s) {
      type(s.type());
    }
  }

  private void loop(Stmt.Loop loop) {
    stmts(loop.before());
    expr(loop.condition());
    out.flags(loop.each().isPresent(), loop.bodyFirst());
    loop.each()
        .ifPresent(
            each -> {
              string(each.name());
              typeRef(each.type());
              expr(each.iterated());
            });
    stmt(loop.body());
    exprs(loop.update());
  }

  private void tryOf(Stmt.Try tried) {
    stmts(tried.resources());
    stmt(tried.body());
    out.number(tried.catches().size());
    for (Stmt.Try.Catch clause : tried.catches()) {
      string(clause.name());
      typeRefs(clause.types());
      stmt(clause.body());
    }
    stmt(tried.finallyBlock());
  }

  private void cases(List<Stmt.Case> cases) {
    out.number(cases.size());
    for (Stmt.Case one : cases) {
      exprs(one.labels());
      out.flags(one.isDefault(), one.arrow());
      stmts(one.body());
    }
  }

  private void expr(Optional<Expr> expression) {
    if (expression.isPresent()) {
      expr(expression.get());
    } else {
      out.tag(Tags.ABSENT);
    }
  }

  private void exprs(List<Expr> expressions) {
    out.number(expressions.size());
    expressions.forEach(this::expr);
  }

  private void expr(Expr expression) {
    out.tag(Tags.of(expression));
    span(expression.span());
    if (expression instanceof Expr.Name e) {
      string(e.id());
    } else if (expression instanceof Expr.Call e) {
      span(e.nameSpan());
      expr(e.scope());
      string(e.name());
      typeRefs(e.typeArguments());
      exprs(e.arguments());
    } else if (expression instanceof Expr.Field e) {
      expr(e.scope());
      string(e.name());
    } else if (expression instanceof Expr.Text e) {
      string(e.value());
    } else if (expression instanceof Expr.Literal e) {
      out.number(Tags.LITERALS.indexOf(e.kind()));
      string(e.text());
    } else if (expression instanceof Expr.Binary e) {
      string(e.operator());
      exprs(e.operands());
    } else if (expression instanceof Expr.Sum e) {
      exprs(e.terms());
    } else if (expression instanceof Expr.Lambda e) {
      parameters(e.parameters());
      stmt(e.body());
    } else if (expression instanceof Expr.New e) {
      typeRef(e.type());
      exprs(e.arguments());
      out.flags(e.body().isPresent());
      e.body().ifPresent(this::type);
    } else if (expression instanceof Expr.Assign e) {
      expr(e.target());
      string(e.operator());
      expr(e.value());
    } else {
      rarer(expression);
    }
  }

  private void rarer(Expr expression) {
    if (expression instanceof Expr.Unary e) {
      string(e.operator());
      expr(e.operand());
    } else if (expression instanceof Expr.Cast e) {
      typeRef(e.type());
      expr(e.value());
    } else if (expression instanceof Expr.Conditional e) {
      expr(e.condition());
      expr(e.then());
      expr(e.otherwise());
    } else if (expression instanceof Expr.ArrayValue e) {
      typeRef(e.elementType());
      exprs(e.elements());
    } else if (expression instanceof Expr.InstanceOf e) {
      expr(e.value());
      typeRef(e.type());
      string(e.name());
    } else if (expression instanceof Expr.MethodRef e) {
      expr(e.scope());
      string(e.name());
    } else if (expression instanceof Expr.ClassLiteral e) {
      typeRef(e.type());
    } else if (expression instanceof Expr.Index e) {
      expr(e.array());
      expr(e.index());
    } else if (expression instanceof Expr.This e) {
      string(e.qualifier());
    } else if (expression instanceof Expr.Super e) {
      string(e.qualifier());
    } else if (expression instanceof Expr.SwitchValue e) {
      expr(e.selector());
      cases(e.cases());
    } else if (expression instanceof Expr.TypeValue e) {
      typeRef(e.type());
    } else if (expression instanceof Expr.AnnotationValue e) {
      annotation(e.annotation());
    } else if (expression instanceof Expr.Opaque e) {
      string(e.what());
      exprs(e.parts());
    }
  }
}
