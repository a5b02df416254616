package dev.watertight.analyzer.facts;

import com.github.javaparser.JavaToken;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.ArrayCreationLevel;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.CharLiteralExpr;
import com.github.javaparser.ast.expr.ClassExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MarkerAnnotationExpr;
import com.github.javaparser.ast.expr.MatchAllPatternExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.Name;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NormalAnnotationExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.PatternExpr;
import com.github.javaparser.ast.expr.RecordPatternExpr;
import com.github.javaparser.ast.expr.SingleMemberAnnotationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.visitor.GenericVisitorWithDefaults;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lowers expressions. */
final class ExprLowering {
  private final TypeLowering types;
  private final Visitor visitor = new Visitor();

  ExprLowering(TypeLowering types) {
    this.types = types;
  }

  List<Expr> lowerAll(NodeList<? extends Expression> expressions) {
    List<Expr> lowered = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      lowered.add(lower(expression));
    }
    return lowered;
  }

  /** A value that a variable of this type starts with: {@code {…}} takes its type from there. */
  Expr initializer(Expression value, TypeRef declared) {
    return value instanceof ArrayInitializerExpr array
        ? array(array, Syntax.elementOf(declared))
        : lower(value);
  }

  Expr lower(Expression expression) {
    Expression inner = unwrapped(expression);
    if (inner instanceof BinaryExpr binary) {
      return binary(binary);
    }
    return isLink(inner) ? chain(inner) : inner.accept(visitor, null);
  }

  private static Expression unwrapped(Expression expression) {
    Expression inner = expression;
    while (inner instanceof EnclosedExpr enclosed) {
      inner = enclosed.getInner();
    }
    return inner;
  }

  /** Something with a scope on its left: a call, a field, an index. */
  private static boolean isLink(Expression expression) {
    return (expression instanceof MethodCallExpr call && call.getScope().isPresent())
        || expression instanceof FieldAccessExpr
        || expression instanceof ArrayAccessExpr;
  }

  private static Expression scopeOf(Expression link) {
    if (link instanceof MethodCallExpr call) {
      return call.getScope().orElseThrow();
    }
    return link instanceof FieldAccessExpr field
        ? field.getScope()
        : ((ArrayAccessExpr) link).getName();
  }

  private Expr chain(Expression end) {
    Deque<Expression> links = new ArrayDeque<>();
    Expression at = end;
    while (isLink(at)) {
      links.push(at);
      at = unwrapped(scopeOf(at));
    }
    Expr lowered = lower(at);
    while (!links.isEmpty()) {
      lowered = link(links.pop(), lowered);
    }
    return lowered;
  }

  private Expr link(Expression link, Expr scope) {
    Span span = Syntax.span(link);
    if (link instanceof MethodCallExpr call) {
      return call(call, Optional.of(scope), span);
    }
    return link instanceof FieldAccessExpr field
        ? new Expr.Field(scope, field.getNameAsString(), span)
        : new Expr.Index(scope, lower(((ArrayAccessExpr) link).getIndex()), span);
  }

  private Expr call(MethodCallExpr call, Optional<Expr> scope, Span span) {
    return new Expr.Call(
        scope,
        call.getNameAsString(),
        call.getTypeArguments().map(Syntax::types).orElse(List.of()),
        lowerAll(call.getArguments()),
        span,
        Syntax.span(call.getName()));
  }

  private Expr binary(BinaryExpr binary) {
    BinaryExpr.Operator operator = binary.getOperator();
    if (operator == BinaryExpr.Operator.AND || operator == BinaryExpr.Operator.OR) {
      return new Expr.Binary(operator.asString(), condition(binary), Syntax.span(binary));
    }
    return operator == BinaryExpr.Operator.PLUS ? sum(binary) : leftAssociative(binary);
  }

  /** Parentheses do not matter in a chain of one of these operators, on either side. */
  private List<Expr> condition(BinaryExpr binary) {
    BinaryExpr.Operator operator = binary.getOperator();
    List<Expr> operands = new ArrayList<>();
    Deque<Expression> left = new ArrayDeque<>();
    left.push(binary);
    while (!left.isEmpty()) {
      Expression next = unwrapped(left.pop());
      if (next instanceof BinaryExpr chained && chained.getOperator() == operator) {
        left.push(chained.getRight());
        left.push(chained.getLeft());
      } else {
        operands.add(lower(next));
      }
    }
    return operands;
  }

  /** Only the left side is flattened: {@code "a" + (1 + 2)} is not {@code "a" + 1 + 2}. */
  private Expr sum(BinaryExpr binary) {
    Deque<Expression> terms = new ArrayDeque<>();
    Expression at = binary;
    while (at instanceof BinaryExpr sum && sum.getOperator() == BinaryExpr.Operator.PLUS) {
      terms.push(sum.getRight());
      at = unwrapped(sum.getLeft());
    }
    List<Expr> lowered = new ArrayList<>(terms.size() + 1);
    lowered.add(lower(at));
    terms.forEach(term -> lowered.add(lower(term)));
    return new Expr.Sum(lowered, Syntax.span(binary));
  }

  private Expr leftAssociative(BinaryExpr end) {
    Deque<BinaryExpr> spine = new ArrayDeque<>();
    Expression at = end;
    while (at instanceof BinaryExpr binary && isPlain(binary.getOperator())) {
      spine.push(binary);
      at = unwrapped(binary.getLeft());
    }
    Expr lowered = lower(at);
    while (!spine.isEmpty()) {
      BinaryExpr binary = spine.pop();
      lowered =
          new Expr.Binary(
              binary.getOperator().asString(),
              List.of(lowered, lower(binary.getRight())),
              Syntax.span(binary));
    }
    return lowered;
  }

  private static boolean isPlain(BinaryExpr.Operator operator) {
    return operator != BinaryExpr.Operator.PLUS
        && operator != BinaryExpr.Operator.AND
        && operator != BinaryExpr.Operator.OR;
  }

  private Expr array(ArrayInitializerExpr array, TypeRef element) {
    List<Expr> elements = new ArrayList<>(array.getValues().size());
    for (Expression value : array.getValues()) {
      elements.add(initializer(value, element));
    }
    return new Expr.ArrayValue(element, elements, Syntax.span(array));
  }

  Expr constructorCall(ExplicitConstructorInvocationStmt call, Span span) {
    String name = call.isThis() ? "this" : "super";
    return new Expr.Call(
        call.getExpression().map(this::lower),
        name,
        call.getTypeArguments().map(Syntax::types).orElse(List.of()),
        lowerAll(call.getArguments()),
        span,
        keyword(call, name, span));
  }

  /** Where {@code this} or {@code super} stands: at the start, or after the scope of the call. */
  private static Span keyword(ExplicitConstructorInvocationStmt call, String name, Span span) {
    if (call.getExpression().isEmpty() && call.getTypeArguments().isEmpty()) {
      return new Span(span.line(), span.column(), span.line(), span.column() + name.length() - 1);
    }
    Optional<JavaToken> token =
        call.getExpression().isPresent()
            ? call.getExpression().get().getTokenRange().flatMap(r -> r.getEnd().getNextToken())
            : call.getTokenRange().map(TokenRange::getBegin);
    while (token.isPresent() && !token.get().getText().equals(name)) {
      token = token.get().getNextToken();
    }
    return token
        .flatMap(JavaToken::getRange)
        .map(r -> new Span(r.begin.line, r.begin.column, r.end.line, r.end.column))
        .orElse(span);
  }

  private static String qualifier(Optional<Name> name) {
    return name.map(Name::asString).orElse("");
  }

  /** One method for each kind of expression that {@link #lower} does not walk itself. */
  private final class Visitor extends GenericVisitorWithDefaults<Expr, @Nullable Void> {
    @Override
    public Expr defaultAction(Node node, @Nullable Void unused) {
      List<Expr> parts = new ArrayList<>();
      for (Node child : node.getChildNodes()) {
        if (child instanceof Expression expression) {
          parts.add(lower(expression));
        }
      }
      return new Expr.Opaque(node.getMetaModel().getTypeName(), parts, Syntax.span(node));
    }

    @Override
    public Expr visit(MethodCallExpr call, @Nullable Void unused) {
      return call(call, Optional.empty(), Syntax.span(call));
    }

    @Override
    public Expr visit(NameExpr name, @Nullable Void unused) {
      return new Expr.Name(name.getNameAsString(), Syntax.span(name));
    }

    @Override
    public Expr visit(StringLiteralExpr literal, @Nullable Void unused) {
      return new Expr.Text(Syntax.string(literal), Syntax.span(literal));
    }

    @Override
    public Expr visit(TextBlockLiteralExpr literal, @Nullable Void unused) {
      return new Expr.Text(Syntax.textBlock(literal), Syntax.span(literal));
    }

    @Override
    public Expr visit(IntegerLiteralExpr literal, @Nullable Void unused) {
      return literal(Expr.Literal.Kind.NUMBER, literal.getValue(), literal);
    }

    @Override
    public Expr visit(LongLiteralExpr literal, @Nullable Void unused) {
      return literal(Expr.Literal.Kind.NUMBER, literal.getValue(), literal);
    }

    @Override
    public Expr visit(DoubleLiteralExpr literal, @Nullable Void unused) {
      return literal(Expr.Literal.Kind.NUMBER, literal.getValue(), literal);
    }

    @Override
    public Expr visit(CharLiteralExpr literal, @Nullable Void unused) {
      return literal(Expr.Literal.Kind.CHARACTER, Syntax.string(literal), literal);
    }

    @Override
    public Expr visit(BooleanLiteralExpr literal, @Nullable Void unused) {
      return literal(Expr.Literal.Kind.BOOLEAN, Boolean.toString(literal.getValue()), literal);
    }

    @Override
    public Expr visit(NullLiteralExpr literal, @Nullable Void unused) {
      return literal(Expr.Literal.Kind.NULL, "null", literal);
    }

    private Expr literal(Expr.Literal.Kind kind, String text, Node at) {
      return new Expr.Literal(kind, text, Syntax.span(at));
    }

    @Override
    public Expr visit(ObjectCreationExpr creation, @Nullable Void unused) {
      Span span = Syntax.span(creation);
      TypeRef type = Syntax.type(creation.getType());
      Optional<TypeFact> body = Optional.empty();
      if (creation.getAnonymousClassBody().isPresent()) {
        NodeList<BodyDeclaration<?>> members = creation.getAnonymousClassBody().get();
        body = Optional.of(types.anonymous(creation, type, members));
      }
      Expr created = new Expr.New(type, lowerAll(creation.getArguments()), body, span);
      return creation
          .getScope()
          .<Expr>map(scope -> new Expr.Opaque("inner new", List.of(lower(scope), created), span))
          .orElse(created);
    }

    @Override
    public Expr visit(ArrayCreationExpr creation, @Nullable Void unused) {
      Span span = Syntax.span(creation);
      int levels = creation.getLevels().size();
      TypeRef element = Syntax.arrayOf(Syntax.type(creation.getElementType()), levels - 1);
      if (creation.getInitializer().isPresent()) {
        Expr.ArrayValue value = (Expr.ArrayValue) array(creation.getInitializer().get(), element);
        return new Expr.ArrayValue(element, value.elements(), span);
      }
      List<Expr> sizes = new ArrayList<>();
      for (ArrayCreationLevel level : creation.getLevels()) {
        level.getDimension().map(ExprLowering.this::lower).ifPresent(sizes::add);
      }
      boolean empty =
          sizes.size() == 1 && sizes.get(0) instanceof Expr.Literal l && l.text().equals("0");
      return empty
          ? new Expr.ArrayValue(element, List.of(), span)
          : new Expr.Opaque("new array", sizes, span);
    }

    @Override
    public Expr visit(ArrayInitializerExpr array, @Nullable Void unused) {
      return array(array, TypeRef.UNKNOWN);
    }

    @Override
    public Expr visit(UnaryExpr unary, @Nullable Void unused) {
      return new Expr.Unary(
          unary.getOperator().asString(), lower(unary.getExpression()), Syntax.span(unary));
    }

    @Override
    public Expr visit(AssignExpr assign, @Nullable Void unused) {
      return new Expr.Assign(
          lower(assign.getTarget()),
          assign.getOperator().asString(),
          lower(assign.getValue()),
          Syntax.span(assign));
    }

    @Override
    public Expr visit(ConditionalExpr conditional, @Nullable Void unused) {
      return new Expr.Conditional(
          lower(conditional.getCondition()),
          lower(conditional.getThenExpr()),
          lower(conditional.getElseExpr()),
          Syntax.span(conditional));
    }

    @Override
    public Expr visit(CastExpr cast, @Nullable Void unused) {
      return new Expr.Cast(
          Syntax.type(cast.getType()), lower(cast.getExpression()), Syntax.span(cast));
    }

    @Override
    public Expr visit(InstanceOfExpr test, @Nullable Void unused) {
      Expr value = lower(test.getExpression());
      return test.getPattern()
          .map(pattern -> pattern(pattern, value))
          .orElseGet(
              () -> new Expr.InstanceOf(value, Syntax.type(test.getType()), "", Syntax.span(test)));
    }

    @Override
    public Expr visit(TypePatternExpr pattern, @Nullable Void unused) {
      return pattern(pattern, matched(pattern));
    }

    @Override
    public Expr visit(RecordPatternExpr pattern, @Nullable Void unused) {
      return pattern(pattern, matched(pattern));
    }

    @Override
    public Expr visit(MatchAllPatternExpr pattern, @Nullable Void unused) {
      return matched(pattern);
    }

    /** Whatever a pattern in a case, or inside another pattern, is held against. */
    private Expr matched(Node pattern) {
      return new Expr.Opaque("matched value", List.of(), Syntax.span(pattern));
    }

    private Expr pattern(PatternExpr pattern, Expr value) {
      Span span =
          Syntax.span(
              pattern.getParentNode().filter(InstanceOfExpr.class::isInstance).orElse(pattern));
      if (pattern instanceof RecordPatternExpr record) {
        List<Expr> parts = new ArrayList<>();
        parts.add(value);
        parts.addAll(lowerAll(record.getPatternList()));
        return new Expr.Opaque("record pattern", parts, span);
      }
      TypePatternExpr typed = (TypePatternExpr) pattern;
      return new Expr.InstanceOf(
          value, Syntax.type(typed.getType()), typed.getNameAsString(), span);
    }

    @Override
    public Expr visit(LambdaExpr lambda, @Nullable Void unused) {
      Statement statement = lambda.getBody();
      Stmt body =
          lambda
              .getExpressionBody()
              .<Stmt>map(e -> new Stmt.Return(Optional.of(lower(e)), Syntax.span(e)))
              .orElseGet(() -> types.stmts().single(statement));
      return new Expr.Lambda(types.parameters(lambda.getParameters()), body, Syntax.span(lambda));
    }

    @Override
    public Expr visit(MethodReferenceExpr reference, @Nullable Void unused) {
      return new Expr.MethodRef(
          lower(reference.getScope()), reference.getIdentifier(), Syntax.span(reference));
    }

    @Override
    public Expr visit(TypeExpr type, @Nullable Void unused) {
      TypeRef ref = Syntax.type(type.getType());
      Span span = Syntax.span(type);
      boolean plain =
          type.getType().isClassOrInterfaceType() && ref.arguments().isEmpty() && !ref.isUnknown();
      return plain ? Syntax.nameOf(ref, span) : new Expr.TypeValue(ref, span);
    }

    @Override
    public Expr visit(ClassExpr literal, @Nullable Void unused) {
      return new Expr.ClassLiteral(Syntax.type(literal.getType()), Syntax.span(literal));
    }

    @Override
    public Expr visit(ThisExpr self, @Nullable Void unused) {
      return new Expr.This(qualifier(self.getTypeName()), Syntax.span(self));
    }

    @Override
    public Expr visit(SuperExpr self, @Nullable Void unused) {
      return new Expr.Super(qualifier(self.getTypeName()), Syntax.span(self));
    }

    @Override
    public Expr visit(SwitchExpr choice, @Nullable Void unused) {
      return new Expr.SwitchValue(
          lower(choice.getSelector()),
          types.stmts().cases(choice.getEntries()),
          Syntax.span(choice));
    }

    @Override
    public Expr visit(MarkerAnnotationExpr annotation, @Nullable Void unused) {
      return annotationValue(annotation);
    }

    @Override
    public Expr visit(SingleMemberAnnotationExpr annotation, @Nullable Void unused) {
      return annotationValue(annotation);
    }

    @Override
    public Expr visit(NormalAnnotationExpr annotation, @Nullable Void unused) {
      return annotationValue(annotation);
    }

    private Expr annotationValue(AnnotationExpr annotation) {
      return new Expr.AnnotationValue(types.annotation(annotation), Syntax.span(annotation));
    }

    @Override
    public Expr visit(VariableDeclarationExpr declaration, @Nullable Void unused) {
      throw new IllegalStateException(
          "A declaration where an expression must stand: " + Syntax.span(declaration));
    }
  }
}
