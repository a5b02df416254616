package dev.watertight.analyzer.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads facts back from the bytes of a {@link FactsEncoder}. Runs on a thread with a stack deep
 * enough for the code they are about.
 */
public final class FactsDecoder {
  private final ByteSource in;
  private final List<String> strings = new ArrayList<>();
  private final List<TypeRef> typeRefs = new ArrayList<>();
  private int line;

  private FactsDecoder(byte[] bytes) {
    this.in = new ByteSource(bytes);
  }

  /** What is thrown for bytes that are no facts. */
  public static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedException(String reason) {
      super(reason);
    }
  }

  /**
   * The facts.
   *
   * @param path the path that they are to have
   * @throws MalformedException if the bytes are none that an encoder of this version wrote
   */
  public static FileFacts decode(byte[] bytes, String path) {
    FactsDecoder decoder = new FactsDecoder(bytes);
    FileFacts facts = decoder.file(path);
    if (!decoder.in.isAtEnd()) {
      throw new MalformedException("there is more than the facts of one file");
    }
    return facts;
  }

  private FileFacts file(String path) {
    String packageName = string();
    int lines = in.number();
    List<FileFacts.ImportFact> imports =
        list(
            () -> {
              String name = string();
              int flags = in.tag();
              return new FileFacts.ImportFact(name, flag(flags, 0), flag(flags, 1));
            });
    return new FileFacts(path, packageName, imports, list(this::type), lines);
  }

  private <T> List<T> list(Supplier<T> element) {
    int count = in.count();
    if (count == 0) {
      return List.of();
    }
    List<T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(element.get());
    }
    return list;
  }

  private static boolean flag(int flags, int index) {
    return (flags >> index & 1) == 1;
  }

  private <T> T one(List<T> kinds) {
    int index = in.number();
    if (index < 0 || index >= kinds.size()) {
      throw new MalformedException("an unknown kind");
    }
    return kinds.get(index);
  }

  private TypeFact type() {
    return new TypeFact(
        string(),
        one(Tags.TYPE_KINDS),
        modifiers(),
        list(this::annotation),
        list(this::typeParameter),
        list(this::typeRef),
        list(this::field),
        list(this::method),
        list(this::type),
        span());
  }

  private FieldFact field() {
    return new FieldFact(
        string(),
        one(Tags.ROLES),
        typeRef(),
        modifiers(),
        list(this::annotation),
        optionalExpr(),
        span());
  }

  private MethodFact method() {
    Span span = span();
    Span nameSpan = span();
    return new MethodFact(
        string(),
        list(this::typeParameter),
        list(this::parameter),
        typeRef(),
        modifiers(),
        list(this::annotation),
        optionalBlock(),
        span,
        nameSpan);
  }

  private MethodFact.Parameter parameter() {
    return new MethodFact.Parameter(string(), typeRef(), flag(in.tag(), 0), list(this::annotation));
  }

  private TypeFact.TypeParameter typeParameter() {
    return new TypeFact.TypeParameter(string(), typeRef());
  }

  private Modifiers modifiers() {
    int flags = in.tag();
    return new Modifiers(
        flag(flags, 0),
        flag(flags, 1),
        flag(flags, 2),
        flag(flags, 3),
        flag(flags, 4),
        flag(flags, 5));
  }

  private AnnotationFact annotation() {
    String name = string();
    SortedMap<String, Expr> attributes = new TreeMap<>();
    int count = in.count();
    for (int i = 0; i < count; i++) {
      String attribute = string();
      attributes.put(attribute, expr());
    }
    return new AnnotationFact(name, attributes, span());
  }

  private TypeRef typeRef() {
    int known = in.number();
    if (known < typeRefs.size()) {
      return typeRefs.get(known);
    }
    TypeRef type = new TypeRef(string(), list(this::typeRef), in.number());
    typeRefs.add(type);
    return type;
  }

  private String string() {
    int known = in.number();
    if (known < strings.size()) {
      return strings.get(known);
    }
    String text = in.text();
    strings.add(text);
    return text;
  }

  private Span span() {
    line += in.signed();
    int column = in.number();
    int endLine = line + in.signed();
    return new Span(line, column, endLine, in.number());
  }

  private Optional<Stmt.Block> optionalBlock() {
    return optionalStmt().map(FactsDecoder::block);
  }

  private static Stmt.Block block(Stmt statement) {
    if (statement instanceof Stmt.Block block) {
      return block;
    }
    throw new MalformedException("no block where one must stand");
  }

  private Optional<Stmt> optionalStmt() {
    int tag = in.tag();
    return tag == Tags.ABSENT ? Optional.empty() : Optional.of(stmt(tag));
  }

  private Stmt stmt() {
    return stmt(in.tag());
  }

  private Stmt stmt(int tag) {
    Span span = span();
    return switch (tag) {
      case 1 -> new Stmt.Evaluate(expr(), span);
      case 2 -> new Stmt.Local(string(), typeRef(), list(this::annotation), optionalExpr(), span);
      case 3 -> new Stmt.Block(list(this::stmt), span);
      case 4 -> new Stmt.Return(optionalExpr(), span);
      case 5 -> new Stmt.If(expr(), stmt(), optionalStmt(), span);
      case 6 -> new Stmt.Throw(expr(), span);
      case 7 -> loop(span);
      case 8 ->
          new Stmt.Try(list(this::stmt), block(stmt()), list(this::clause), optionalBlock(), span);
      case 9 -> new Stmt.Switch(expr(), list(this::switchCase), span);
      case 10 -> new Stmt.Synchronized(expr(), block(stmt()), span);
      case 11 -> new Stmt.Jump(one(Tags.JUMPS), optionalExpr(), span);
      case 12 -> new Stmt.LocalType(type(), span);
      default -> throw new MalformedException("an unknown kind of statement");
    };
  }

  private Stmt loop(Span span) {
    List<Stmt> before = list(this::stmt);
    Optional<Expr> condition = optionalExpr();
    int flags = in.tag();
    Optional<Stmt.Loop.Each> each =
        flag(flags, 0)
            ? Optional.of(new Stmt.Loop.Each(string(), typeRef(), expr()))
            : Optional.empty();
    return new Stmt.Loop(before, condition, each, stmt(), list(this::expr), flag(flags, 1), span);
  }

  private Stmt.Try.Catch clause() {
    return new Stmt.Try.Catch(string(), list(this::typeRef), block(stmt()));
  }

  private Stmt.Case switchCase() {
    List<Expr> labels = list(this::expr);
    int flags = in.tag();
    return new Stmt.Case(labels, flag(flags, 0), flag(flags, 1), list(this::stmt));
  }

  private Optional<Expr> optionalExpr() {
    int tag = in.tag();
    return tag == Tags.ABSENT ? Optional.empty() : Optional.of(expr(tag));
  }

  private Expr expr() {
    return expr(in.tag());
  }

  private Expr expr(int tag) {
    Span span = span();
    return switch (tag) {
      case 1 -> new Expr.Name(string(), span);
      case 2 -> call(span);
      case 3 -> new Expr.Field(expr(), string(), span);
      case 4 -> new Expr.Text(string(), span);
      case 5 -> new Expr.Literal(one(Tags.LITERALS), string(), span);
      case 6 -> new Expr.Binary(string(), list(this::expr), span);
      case 7 -> new Expr.Sum(list(this::expr), span);
      case 8 -> new Expr.Lambda(list(this::parameter), stmt(), span);
      case 9 -> new Expr.New(typeRef(), list(this::expr), optionalType(), span);
      case 10 -> new Expr.Assign(expr(), string(), expr(), span);
      case 11 -> new Expr.Unary(string(), expr(), span);
      case 12 -> new Expr.Cast(typeRef(), expr(), span);
      case 13 -> new Expr.Conditional(expr(), expr(), expr(), span);
      case 14 -> new Expr.ArrayValue(typeRef(), list(this::expr), span);
      case 15 -> new Expr.InstanceOf(expr(), typeRef(), string(), span);
      case 16 -> new Expr.MethodRef(expr(), string(), span);
      case 17 -> new Expr.ClassLiteral(typeRef(), span);
      case 18 -> new Expr.Index(expr(), expr(), span);
      case 19 -> new Expr.This(string(), span);
      case 20 -> new Expr.Super(string(), span);
      case 21 -> new Expr.SwitchValue(expr(), list(this::switchCase), span);
      case 22 -> new Expr.TypeValue(typeRef(), span);
      case 23 -> new Expr.AnnotationValue(annotation(), span);
      case 24 -> new Expr.Opaque(string(), list(this::expr), span);
      default -> throw new MalformedException("an unknown kind of expression");
    };
  }

  private Expr call(Span span) {
    Span nameSpan = span();
    return new Expr.Call(
        optionalExpr(), string(), list(this::typeRef), list(this::expr), span, nameSpan);
  }

  private Optional<TypeFact> optionalType() {
    return flag(in.tag(), 0) ? Optional.of(type()) : Optional.empty();
  }
}
