package dev.watertight.analyzer.facts;

import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.AssertStmt;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.EmptyStmt;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.LabeledStmt;
import com.github.javaparser.ast.stmt.LocalClassDeclarationStmt;
import com.github.javaparser.ast.stmt.LocalRecordDeclarationStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.ThrowStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import com.github.javaparser.ast.stmt.YieldStmt;
import com.github.javaparser.ast.type.UnionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lowers statements. */
final class StmtLowering {
  private final TypeLowering types;
  private final ExprLowering exprs;

  StmtLowering(TypeLowering types, ExprLowering exprs) {
    this.types = types;
    this.exprs = exprs;
  }

  Stmt.Block block(BlockStmt block) {
    return new Stmt.Block(all(block.getStatements()), Syntax.span(block));
  }

  /** A statement that stands alone; what lowers to none or several of them becomes a block. */
  Stmt single(Statement statement) {
    List<Stmt> lowered = new ArrayList<>(1);
    add(statement, lowered);
    return lowered.size() == 1 ? lowered.get(0) : new Stmt.Block(lowered, Syntax.span(statement));
  }

  private List<Stmt> all(NodeList<Statement> statements) {
    List<Stmt> lowered = new ArrayList<>(statements.size());
    for (Statement statement : statements) {
      add(statement, lowered);
    }
    return lowered;
  }

  private void add(Statement statement, List<Stmt> to) {
    Span span = Syntax.span(statement);
    if (statement instanceof ExpressionStmt expression) {
      addExpression(expression.getExpression(), span, to);
    } else if (statement instanceof LabeledStmt labeled) {
      add(labeled.getStatement(), to);
    } else if (!(statement instanceof EmptyStmt)) {
      to.add(lower(statement, span));
    }
  }

  /** An expression in a place where statements stand: declarations become locals. */
  private void addExpression(Expression expression, Span span, List<Stmt> to) {
    if (!(expression instanceof VariableDeclarationExpr declaration)) {
      to.add(new Stmt.Evaluate(exprs.lower(expression), span));
      return;
    }
    List<AnnotationFact> annotations = types.annotations(declaration.getAnnotations());
    boolean alone = declaration.getVariables().size() == 1;
    for (VariableDeclarator variable : declaration.getVariables()) {
      TypeRef type = Syntax.type(variable.getType());
      to.add(
          new Stmt.Local(
              variable.getNameAsString(),
              type,
              annotations,
              variable.getInitializer().map(value -> exprs.initializer(value, type)),
              alone ? span : Syntax.span(variable)));
    }
  }

  private Stmt lower(Statement statement, Span span) {
    if (statement instanceof BlockStmt block) {
      return block.containsData(Lowering.LOCAL_ENUM)
          ? local(block.getData(Lowering.LOCAL_ENUM))
          : block(block);
    }
    if (statement instanceof ReturnStmt returned) {
      return new Stmt.Return(returned.getExpression().map(exprs::lower), span);
    }
    if (statement instanceof IfStmt branch) {
      return new Stmt.If(
          exprs.lower(branch.getCondition()),
          single(branch.getThenStmt()),
          branch.getElseStmt().map(this::single),
          span);
    }
    if (statement instanceof TryStmt tried) {
      return tryOf(tried, span);
    }
    if (statement instanceof ThrowStmt thrown) {
      return new Stmt.Throw(exprs.lower(thrown.getExpression()), span);
    }
    if (statement instanceof SwitchStmt choice) {
      return new Stmt.Switch(exprs.lower(choice.getSelector()), cases(choice.getEntries()), span);
    }
    if (statement instanceof SynchronizedStmt locked) {
      return new Stmt.Synchronized(
          exprs.lower(locked.getExpression()), block(locked.getBody()), span);
    }
    if (statement instanceof ExplicitConstructorInvocationStmt call) {
      return new Stmt.Evaluate(exprs.constructorCall(call, span), span);
    }
    if (statement instanceof LocalClassDeclarationStmt local) {
      return local(local.getClassDeclaration());
    }
    if (statement instanceof LocalRecordDeclarationStmt local) {
      return local(local.getRecordDeclaration());
    }
    if (statement instanceof AssertStmt checked) {
      List<Expr> parts = new ArrayList<>();
      parts.add(exprs.lower(checked.getCheck()));
      checked.getMessage().map(exprs::lower).ifPresent(parts::add);
      return new Stmt.Evaluate(new Expr.Opaque("assert", parts, span), span);
    }
    return loopOrJump(statement, span);
  }

  private Stmt local(TypeDeclaration<?> declared) {
    return new Stmt.LocalType(
        types.type(declared, TypeLowering.Place.IN_BODY), Syntax.span(declared));
  }

  private Stmt loopOrJump(Statement statement, Span span) {
    if (statement instanceof ForEachStmt loop) {
      return forEach(loop, span);
    }
    if (statement instanceof ForStmt loop) {
      return forLoop(loop, span);
    }
    if (statement instanceof WhileStmt loop) {
      return loop(exprs.lower(loop.getCondition()), single(loop.getBody()), false, span);
    }
    if (statement instanceof DoStmt loop) {
      return loop(exprs.lower(loop.getCondition()), single(loop.getBody()), true, span);
    }
    if (statement instanceof YieldStmt yielded) {
      return jump(Stmt.Jump.Kind.YIELD, Optional.of(exprs.lower(yielded.getExpression())), span);
    }
    if (statement instanceof BreakStmt) {
      return jump(Stmt.Jump.Kind.BREAK, Optional.empty(), span);
    }
    if (statement instanceof ContinueStmt) {
      return jump(Stmt.Jump.Kind.CONTINUE, Optional.empty(), span);
    }
    throw new IllegalStateException("Unknown kind of statement: " + statement.getClass().getName());
  }

  private static Stmt jump(Stmt.Jump.Kind kind, Optional<Expr> value, Span span) {
    return new Stmt.Jump(kind, value, span);
  }

  private static Stmt loop(Expr condition, Stmt body, boolean bodyFirst, Span span) {
    return new Stmt.Loop(
        List.of(), Optional.of(condition), Optional.empty(), body, List.of(), bodyFirst, span);
  }

  private Stmt forEach(ForEachStmt loop, Span span) {
    VariableDeclarator variable = loop.getVariableDeclarator();
    Stmt.Loop.Each each =
        new Stmt.Loop.Each(
            variable.getNameAsString(),
            Syntax.type(variable.getType()),
            exprs.lower(loop.getIterable()));
    return new Stmt.Loop(
        List.of(),
        Optional.empty(),
        Optional.of(each),
        single(loop.getBody()),
        List.of(),
        false,
        span);
  }

  private Stmt forLoop(ForStmt loop, Span span) {
    List<Stmt> before = new ArrayList<>();
    for (Expression initial : loop.getInitialization()) {
      addExpression(initial, Syntax.span(initial), before);
    }
    return new Stmt.Loop(
        before,
        loop.getCompare().map(exprs::lower),
        Optional.empty(),
        single(loop.getBody()),
        exprs.lowerAll(loop.getUpdate()),
        false,
        span);
  }

  private Stmt tryOf(TryStmt tried, Span span) {
    List<Stmt> resources = new ArrayList<>();
    for (Expression resource : tried.getResources()) {
      addExpression(resource, Syntax.span(resource), resources);
    }
    List<Stmt.Try.Catch> catches = new ArrayList<>();
    for (CatchClause clause : tried.getCatchClauses()) {
      Parameter caught = clause.getParameter();
      List<TypeRef> caughtTypes =
          caught.getType() instanceof UnionType union
              ? Syntax.types(union.getElements())
              : List.of(Syntax.type(caught.getType()));
      catches.add(
          new Stmt.Try.Catch(caught.getNameAsString(), caughtTypes, block(clause.getBody())));
    }
    return new Stmt.Try(
        resources,
        block(tried.getTryBlock()),
        catches,
        tried.getFinallyBlock().map(this::block),
        span);
  }

  List<Stmt.Case> cases(NodeList<SwitchEntry> entries) {
    List<Stmt.Case> cases = new ArrayList<>(entries.size());
    for (SwitchEntry entry : entries) {
      List<Expr> labels = exprs.lowerAll(entry.getLabels());
      if (entry.getGuard().isPresent()) {
        List<Expr> parts = new ArrayList<>(labels);
        parts.add(exprs.lower(entry.getGuard().get()));
        labels = List.of(new Expr.Opaque("guarded pattern", parts, Syntax.span(entry)));
      }
      cases.add(
          new Stmt.Case(
              labels,
              entry.isDefault() || entry.getLabels().isEmpty(),
              entry.getType() != SwitchEntry.Type.STATEMENT_GROUP,
              all(entry.getStatements())));
    }
    return cases;
  }
}
