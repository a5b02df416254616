package dev.watertight.analyzer.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.analyzer.source.JavaReader;
import dev.watertight.analyzer.source.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LoweringTest {

  static FileFacts facts(String source) {
    Outcome outcome =
        JavaReader.read("com/acme/File.java", source.getBytes(StandardCharsets.UTF_8));
    assertThat(outcome).isInstanceOf(Outcome.Read.class);
    return ((Outcome.Read) outcome).facts();
  }

  static TypeFact type(String source) {
    return facts(source).types().get(0);
  }

  static List<Stmt> body(String statements) {
    return type("class A { void m() {\n" + statements + "\n} }")
        .methods()
        .get(0)
        .body()
        .orElseThrow()
        .statements();
  }

  static Stmt stmt(String statement) {
    List<Stmt> body = body(statement);
    assertThat(body).hasSize(1);
    return body.get(0);
  }

  static Expr expr(String expression) {
    return ((Stmt.Return) stmt("return " + expression + ";")).value().orElseThrow();
  }

  /** An expression in a form that is short to compare: what matters, without places. */
  static String shown(Expr e) {
    if (e instanceof Expr.Text x) {
      return '"' + x.value() + '"';
    } else if (e instanceof Expr.Literal x) {
      return x.text();
    } else if (e instanceof Expr.Name x) {
      return x.id();
    } else if (e instanceof Expr.Field x) {
      return shown(x.scope()) + "." + x.name();
    } else if (e instanceof Expr.Call x) {
      return x.scope().map(s -> shown(s) + ".").orElse("") + x.name() + shown("(", x.arguments());
    } else if (e instanceof Expr.New x) {
      return "new "
          + x.type().name()
          + shown("(", x.arguments())
          + (x.body().isEmpty() ? "" : "{}");
    } else if (e instanceof Expr.ArrayValue x) {
      return x.elementType().name() + shown("{", x.elements());
    } else if (e instanceof Expr.Sum x) {
      return "sum" + shown("(", x.terms());
    } else if (e instanceof Expr.Binary x) {
      return x.operator() + shown("(", x.operands());
    } else if (e instanceof Expr.Unary x) {
      return x.operator() + shown(x.operand());
    } else if (e instanceof Expr.InstanceOf x) {
      return shown(x.value()) + " is " + x.type().name() + " " + x.name();
    } else if (e instanceof Expr.MethodRef x) {
      return shown(x.scope()) + "::" + x.name();
    } else if (e instanceof Expr.TypeValue x) {
      return "<" + x.type().name() + ">";
    } else if (e instanceof Expr.This x) {
      return x.qualifier() + "this";
    } else if (e instanceof Expr.Super x) {
      return x.qualifier() + "super";
    } else if (e instanceof Expr.Cast x) {
      return "(" + x.type().name() + ")" + shown(x.value());
    } else if (e instanceof Expr.Opaque x) {
      return x.what() + shown("[", x.parts());
    }
    return e.getClass().getSimpleName();
  }

  private static String shown(String bracket, List<Expr> parts) {
    StringBuilder shown = new StringBuilder(bracket);
    for (int i = 0; i < parts.size(); i++) {
      shown.append(i == 0 ? "" : ", ").append(shown(parts.get(i)));
    }
    return shown.append(bracket.equals("(") ? ")" : bracket.equals("[") ? "]" : "}").toString();
  }

  @Nested
  class Expressions {
    @Test
    void sumsAreFlattenedInOrderButNotIntoParenthesesOnTheRight() {
      assertThat(shown(expr("\"a\" + b + (\"c\")"))).isEqualTo("sum(\"a\", b, \"c\")");
      assertThat(shown(expr("(a + b) + c"))).isEqualTo("sum(a, b, c)");
      assertThat(shown(expr("a + (b + c)"))).isEqualTo("sum(a, sum(b, c))");
    }

    @Test
    void conditionsOfOneOperatorAreFlattenedOnBothSides() {
      assertThat(shown(expr("a && (b && c) && (d || e || f)")))
          .isEqualTo("&&(a, b, c, ||(d, e, f))");
    }

    @Test
    void otherOperatorsStayPairsThatAssociateToTheLeft() {
      assertThat(shown(expr("a - b - c * d"))).isEqualTo("-(-(a, b), *(c, d))");
      assertThat(shown(expr("!(a == b)"))).isEqualTo("!==(a, b)");
    }

    @Test
    void chainsOfCallsFieldsAndIndexesNestFromTheLeft() {
      assertThat(shown(expr("dsl.selectFrom(T.PROJECTS).where(x).fetch()")))
          .isEqualTo("dsl.selectFrom(T.PROJECTS).where(x).fetch()");
      assertThat(expr("rows[1].get(0)"))
          .isInstanceOfSatisfying(
              Expr.Call.class,
              call -> assertThat(call.scope()).get().isInstanceOf(Expr.Index.class));
    }

    @Test
    void aCallStandsWithItsNameApart() {
      Expr.Call call = (Expr.Call) expr("\n  dsl\n    .fetch(1)");
      assertThat(call.span()).isEqualTo(new Span(3, 3, 4, 13));
      assertThat(call.nameSpan()).isEqualTo(new Span(4, 6, 4, 10));
    }

    @Test
    void explicitTypeArgumentsAreKept() {
      Expr.Call call = (Expr.Call) expr("List.<Map<String, int[]>>of()");
      assertThat(call.typeArguments())
          .containsExactly(
              new TypeRef(
                  "Map", List.of(TypeRef.of("String"), new TypeRef("int", List.of(), 1)), 0));
    }

    @Test
    void stringsAndTextBlocksHaveTheirValue() {
      assertThat(expr("\"a\\t\\\"\\101\\u0042\""))
          .isEqualTo(text("a\t\"AB", expr("\"a\\t\\\"\\101\\u0042\"")));
      assertThat(
              ((Expr.Text)
                      expr("\"\"\"  \n      select *\n        from \\\n      t\\n\n      \"\"\""))
                  .value())
          .isEqualTo("select *\n  from t\n\n");
      assertThat(((Expr.Text) expr("\"\"\"\n   a \"quoted\" \\\"\"\" b\\s\n   c\"\"\"")).value())
          .isEqualTo("a \"quoted\" \"\"\" b \nc");
    }

    private static Expr text(String value, Expr at) {
      return new Expr.Text(value, at.span());
    }

    @Test
    void otherLiteralsAreAsWritten() {
      assertThat(shown(expr("0x1F_FL"))).isEqualTo("0x1F_FL");
      assertThat(shown(expr("'\\''"))).isEqualTo("'");
      assertThat(shown(expr("'a'"))).isEqualTo("a");
      assertThat(shown(expr("1e3f"))).isEqualTo("1e3f");
      assertThat(shown(expr("null"))).isEqualTo("null");
      assertThat(shown(expr("true"))).isEqualTo("true");
      assertThat(shown(expr("-1"))).isEqualTo("-1");
    }

    @Test
    void arraysKnowTheirElementType() {
      assertThat(shown(expr("new String[] {\"a\", b}"))).isEqualTo("String{\"a\", b}");
      assertThat(shown(expr("new String[0]"))).isEqualTo("String{}");
      assertThat(shown(expr("new String[size()]"))).isEqualTo("new array[size()]");
      Stmt.Local local = (Stmt.Local) stmt("String[][] a = {{\"x\"}, {}};");
      Expr.ArrayValue outer = (Expr.ArrayValue) local.initializer().orElseThrow();
      assertThat(outer.elementType()).isEqualTo(new TypeRef("String", List.of(), 1));
      assertThat(((Expr.ArrayValue) outer.elements().get(0)).elementType())
          .isEqualTo(TypeRef.of("String"));
    }

    @Test
    void lambdasReturnTheirExpression() {
      Expr.Lambda lambda = (Expr.Lambda) expr("(final var a, var b) -> a.eq(b)");
      assertThat(lambda.parameters())
          .extracting(MethodFact.Parameter::name)
          .containsExactly("a", "b");
      assertThat(lambda.parameters()).allMatch(p -> p.type().isUnknown());
      assertThat(lambda.body()).isInstanceOf(Stmt.Return.class);
      assertThat(((Expr.Lambda) expr("x -> { use(x); }")).body()).isInstanceOf(Stmt.Block.class);
    }

    @Test
    void methodReferencesToPlainTypesAndVariablesLookAlike() {
      assertThat(shown(expr("repo::findAll"))).isEqualTo("repo::findAll");
      assertThat(shown(expr("com.acme.Repo::new"))).isEqualTo("com.acme.Repo::new");
      assertThat(shown(expr("List<String>::size"))).isEqualTo("<List>::size");
      assertThat(shown(expr("this.repo::findAll"))).isEqualTo("this.repo::findAll");
      assertThat(shown(expr("int[]::new"))).isEqualTo("<int>::new");
    }

    @Test
    void patternsNameTheirVariables() {
      assertThat(shown(expr("o instanceof String"))).isEqualTo("o is String ");
      assertThat(shown(expr("o instanceof final Foo.Bar b"))).isEqualTo("o is Foo.Bar b");
      assertThat(shown(expr("load() instanceof Point(int x, var y)")))
          .isEqualTo("record pattern[load(), matched value[] is int x, matched value[] is  y]");
    }

    @Test
    void innerCreationKeepsItsScope() {
      assertThat(shown(expr("outer().new Inner(1)"))).isEqualTo("inner new[outer(), new Inner(1)]");
    }

    @Test
    void anonymousClassesHaveTheirSupertypeAndMembers() {
      Expr.New created = (Expr.New) expr("new Runnable() { int a; public void run() { go(); } }");
      TypeFact body = created.body().orElseThrow();
      assertThat(body.name()).isEmpty();
      assertThat(body.supertypes()).containsExactly(TypeRef.of("Runnable"));
      assertThat(body.fields()).extracting(FieldFact::name).containsExactly("a");
      assertThat(body.methods()).extracting(MethodFact::name).containsExactly("run");
    }

    @Test
    void thisSuperAndClassLiteralsKeepTheirQualifier() {
      assertThat(expr("Outer.this"))
          .isInstanceOfSatisfying(
              Expr.This.class, t -> assertThat(t.qualifier()).isEqualTo("Outer"));
      assertThat(shown(expr("Base.super.m()"))).isEqualTo("Basesuper.m()");
      assertThat(((Expr.ClassLiteral) expr("String[].class")).type())
          .isEqualTo(new TypeRef("String", List.of(), 1));
      assertThat(shown(expr("(A & B) x"))).isEqualTo("(A)x");
    }

    @Test
    void switchExpressionsKeepCasesGuardsAndYields() {
      Expr.SwitchValue choice =
          (Expr.SwitchValue)
              expr(
                  "switch (kind()) { case A, B -> 1; case String s when s.isEmpty() -> { yield 2; }"
                      + " case null, default -> throw new X(); }");
      assertThat(choice.cases()).hasSize(3).allMatch(Stmt.Case::arrow);
      assertThat(choice.cases().get(0).labels()).hasSize(2);
      assertThat(choice.cases().get(0).body().get(0)).isInstanceOf(Stmt.Evaluate.class);
      assertThat(shown(choice.cases().get(1).labels().get(0)))
          .isEqualTo("guarded pattern[matched value[] is String s, s.isEmpty()]");
      assertThat(((Stmt.Block) choice.cases().get(1).body().get(0)).statements().get(0))
          .isInstanceOfSatisfying(
              Stmt.Jump.class, j -> assertThat(j.kind()).isEqualTo(Stmt.Jump.Kind.YIELD));
      assertThat(choice.cases().get(2).isDefault()).isTrue();
    }
  }

  @Nested
  class Statements {
    @Test
    void aDeclarationOfSeveralVariablesIsSeveralLocals() {
      List<Stmt> locals = body("@Deprecated int a = 1, b[] = {2};");
      assertThat(locals)
          .hasSize(2)
          .allMatch(s -> s instanceof Stmt.Local l && l.annotations().size() == 1);
      assertThat(((Stmt.Local) locals.get(1)).type()).isEqualTo(new TypeRef("int", List.of(), 1));
    }

    @Test
    void inferredTypesAreUnknown() {
      assertThat(((Stmt.Local) stmt("var x = load();")).type().isUnknown()).isTrue();
      assertThat(((Stmt.Local) stmt("var<String> x = load();")).type().name()).isEqualTo("var");
    }

    @Test
    void loopsAreOneKind() {
      Stmt.Loop classic = (Stmt.Loop) stmt("for (int i = 0, j = 1; i < n; i++, j()) {}");
      assertThat(classic.before()).hasSize(2);
      assertThat(classic.update()).hasSize(2);
      Stmt.Loop each = (Stmt.Loop) stmt("for (final Project p : all()) use(p);");
      assertThat(each.each().orElseThrow().name()).isEqualTo("p");
      assertThat(each.condition()).isEmpty();
      assertThat(((Stmt.Loop) stmt("do { x(); } while (y());")).bodyFirst()).isTrue();
      assertThat(((Stmt.Loop) stmt("while (y()) ;")).body())
          .isInstanceOfSatisfying(Stmt.Block.class, b -> assertThat(b.statements()).isEmpty());
    }

    @Test
    void triesKeepResourcesCatchesAndFinally() {
      Stmt.Try tried =
          (Stmt.Try)
              stmt(
                  "try (var c = open(); shared; var d = more()) { x(); }"
                      + " catch (A | b.B e) { y(); } finally { z(); }");
      assertThat(tried.resources())
          .extracting(s -> s.getClass().getSimpleName())
          .containsExactly("Local", "Evaluate", "Local");
      assertThat(tried.catches().get(0).types())
          .containsExactly(TypeRef.of("A"), TypeRef.of("b.B"));
      assertThat(tried.finallyBlock()).isPresent();
    }

    @Test
    void labelsAndEmptyStatementsAreDropped() {
      assertThat(body(";; outer: while (true) { break outer; };")).hasSize(1);
    }

    @Test
    void oldSwitchesFallThrough() {
      Stmt.Switch choice =
          (Stmt.Switch) stmt("switch (x) { case 1: case 2: a(); break; default: b(); }");
      assertThat(choice.cases()).hasSize(3).noneMatch(Stmt.Case::arrow);
      assertThat(choice.cases())
          .extracting(Stmt.Case::isDefault)
          .containsExactly(false, false, true);
    }

    @Test
    void assertionsKeepTheirCalls() {
      Expr opaque = ((Stmt.Evaluate) stmt("assert check() : message();")).expression();
      assertThat(shown(opaque)).isEqualTo("assert[check(), message()]");
    }

    @Test
    void localTypesAreStatements() {
      List<Stmt> body = body("record R(int a) {} interface I {} class C {}");
      assertThat(body)
          .extracting(s -> ((Stmt.LocalType) s).type().kind())
          .containsExactly(TypeFact.Kind.RECORD, TypeFact.Kind.INTERFACE, TypeFact.Kind.CLASS);
    }
  }

  @Nested
  class Declarations {
    @Test
    void importsSayWhatTheyAre() {
      FileFacts file =
          facts(
              "package a.b;\nimport x.Y;\nimport x.*;\nimport static x.Y.z;\nimport static x.Y.*;\nclass A {}\n");
      assertThat(file.packageName()).isEqualTo("a.b");
      assertThat(file.lines()).isEqualTo(6);
      assertThat(file.imports())
          .containsExactly(
              new FileFacts.ImportFact("x.Y", false, false),
              new FileFacts.ImportFact("x", false, true),
              new FileFacts.ImportFact("x.Y.z", true, false),
              new FileFacts.ImportFact("x.Y", true, true));
    }

    @Test
    void recordsHaveTheirComponentsAsFieldsAndAsParametersOfACompactConstructor() {
      TypeFact record =
          type(
              "record P<T extends Number>(@Id long id, String... names) implements I { P { check(id); } static int n; }");
      assertThat(record.kind()).isEqualTo(TypeFact.Kind.RECORD);
      assertThat(record.fields())
          .extracting(FieldFact::name, FieldFact::role)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("id", FieldFact.Role.RECORD_COMPONENT),
              org.assertj.core.groups.Tuple.tuple("names", FieldFact.Role.RECORD_COMPONENT),
              org.assertj.core.groups.Tuple.tuple("n", FieldFact.Role.FIELD));
      assertThat(record.fields().get(1).type().dimensions()).isEqualTo(1);
      assertThat(record.methods().get(0).name()).isEqualTo("<init>");
      assertThat(record.methods().get(0).parameters()).hasSize(2);
      assertThat(record.typeParameters().get(0).bound()).isEqualTo(TypeRef.of("Number"));
      assertThat(record.supertypes()).containsExactly(TypeRef.of("I"));
    }

    @Test
    void enumConstantsAreFieldsThatCreateThemselves() {
      TypeFact type =
          type("enum E implements I { A(\"x\") { void m() {} }, @Old B; E(String... s) {} }");
      FieldFact a = type.fields().get(0);
      assertThat(a.role()).isEqualTo(FieldFact.Role.ENUM_CONSTANT);
      Expr.New created = (Expr.New) a.initializer().orElseThrow();
      assertThat(created.body().orElseThrow().methods()).hasSize(1);
      assertThat(created.type()).isEqualTo(TypeRef.of("E"));
      assertThat(type.fields().get(1).annotations()).hasSize(1);
      assertThat(type.methods().get(0).modifiers().isPrivate()).isTrue();
    }

    @Test
    void membersOfInterfacesCarryWhatTheLanguageImplies() {
      TypeFact type =
          type(
              "interface I { int A = 1; void a(); default void b() {} private void c() {}"
                  + " static void d() {} class N {} }");
      assertThat(type.fields().get(0).modifiers())
          .isEqualTo(new Modifiers(true, false, true, true, false, false));
      assertThat(type.methods())
          .extracting(MethodFact::modifiers)
          .containsExactly(
              new Modifiers(true, false, false, false, true, false),
              new Modifiers(true, false, false, false, false, true),
              new Modifiers(false, true, false, false, false, false),
              new Modifiers(true, false, true, false, false, false));
      assertThat(type.types().get(0).modifiers().isStatic()).isTrue();
    }

    @Test
    void annotationsKeepNestedAndListedValues() {
      TypeFact type =
          type(
              "@NamedQueries({@NamedQuery(name = \"a\", query = \"select \" + \"p\"), @N})"
                  + " @Marker @Table(\"t\") class A {}");
      AnnotationFact queries = type.annotations().get(0);
      Expr.ArrayValue list = (Expr.ArrayValue) queries.attributes().get("value");
      AnnotationFact query = ((Expr.AnnotationValue) list.elements().get(0)).annotation();
      assertThat(query.attributes().keySet()).containsExactly("name", "query");
      assertThat(query.attributes().get("query")).isInstanceOf(Expr.Sum.class);
      assertThat(type.annotations().get(1).attributes()).isEmpty();
      assertThat(shown(type.annotations().get(2).attributes().get("value"))).isEqualTo("\"t\"");
    }

    @Test
    void attributesOfAnnotationTypesReturnTheirDefault() {
      TypeFact type =
          type(
              "@interface Q { String value() default \"\"; String[] names() default {\"a\"}; int n(); }");
      assertThat(type.kind()).isEqualTo(TypeFact.Kind.ANNOTATION);
      Stmt.Return returned =
          (Stmt.Return) type.methods().get(1).body().orElseThrow().statements().get(0);
      assertThat(shown(returned.value().orElseThrow())).isEqualTo("String{\"a\"}");
      assertThat(type.methods().get(2).body()).isEmpty();
    }

    @Test
    void constructorsInitialisersAndTheCallsBetweenConstructorsAreMethodsAndCalls() {
      TypeFact type =
          type(
              "class A extends B { { a(); } static { b(); } A() { this(1); } A(int i) { o.super(i); } }");
      assertThat(type.methods())
          .extracting(MethodFact::name)
          .containsExactly("<instance>", "<clinit>", "<init>", "<init>");
      Stmt first = type.methods().get(2).body().orElseThrow().statements().get(0);
      Expr.Call call = (Expr.Call) ((Stmt.Evaluate) first).expression();
      assertThat(shown(call)).isEqualTo("this(1)");
      assertThat(call.nameSpan()).isEqualTo(new Span(1, 52, 1, 55));
      Stmt second = type.methods().get(3).body().orElseThrow().statements().get(0);
      Expr.Call outer = (Expr.Call) ((Stmt.Evaluate) second).expression();
      assertThat(shown(outer)).isEqualTo("o.super(i)");
      assertThat(outer.nameSpan().column())
          .isEqualTo(
              "class A extends B { { a(); } static { b(); } A() { this(1); } A(int i) { o.".length()
                  + 1);
    }

    @Test
    void receiverParametersAreDropped() {
      assertThat(type("class A { void m(A this, int x) {} }").methods().get(0).parameters())
          .extracting(MethodFact.Parameter::name)
          .containsExactly("x");
    }

    @Test
    void severalFieldsOfOneDeclarationShareModifiersAndAnnotations() {
      TypeFact type =
          type(
              "class A { @Id private static final int A = 1, B[] = {}; Map.Entry<String, ? extends T> e; }");
      assertThat(type.fields()).hasSize(3);
      assertThat(type.fields().get(1).modifiers().isPrivate()).isTrue();
      assertThat(type.fields().get(1).annotations()).hasSize(1);
      assertThat(type.fields().get(2).type())
          .isEqualTo(new TypeRef("Map.Entry", List.of(TypeRef.of("String"), TypeRef.of("T")), 0));
    }

    @Test
    void annotationsOfAPackageAreOnItsPackageInfo() {
      TypeFact info = type("@FilterDef(name = \"tenant\") package a.b;");
      assertThat(info.name()).isEqualTo("package-info");
      assertThat(info.annotations().get(0).name()).isEqualTo("FilterDef");
    }

    @Test
    void aCompactSourceFileIsAClassNamedAfterTheFile() {
      TypeFact type = type("void main() { run(); }\nint n;\n");
      assertThat(type.name()).isEqualTo("File");
      assertThat(type.methods()).extracting(MethodFact::name).containsExactly("main");
    }

    @Test
    void modulesHaveNoTypes() {
      assertThat(facts("module a.b { requires c; }").types()).isEmpty();
    }

    @Test
    void abstractMethodsHaveNoBody() {
      MethodFact method =
          type("abstract class A { protected abstract <T extends X> T m(T... t) throws E; }")
              .methods()
              .get(0);
      assertThat(method.body()).isEqualTo(Optional.empty());
      assertThat(method.parameters().get(0).varargs()).isTrue();
      assertThat(method.parameters().get(0).type()).isEqualTo(new TypeRef("T", List.of(), 1));
      assertThat(method.typeParameters().get(0).name()).isEqualTo("T");
    }
  }
}
