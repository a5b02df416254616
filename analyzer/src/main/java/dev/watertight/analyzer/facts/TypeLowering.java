package dev.watertight.analyzer.facts;

import static com.github.javaparser.ast.Modifier.Keyword.ABSTRACT;
import static com.github.javaparser.ast.Modifier.Keyword.DEFAULT;
import static com.github.javaparser.ast.Modifier.Keyword.FINAL;
import static com.github.javaparser.ast.Modifier.Keyword.PRIVATE;
import static com.github.javaparser.ast.Modifier.Keyword.PUBLIC;
import static com.github.javaparser.ast.Modifier.Keyword.STATIC;

import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.AnnotationDeclaration;
import com.github.javaparser.ast.body.AnnotationMemberDeclaration;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.MemberValuePair;
import com.github.javaparser.ast.expr.NormalAnnotationExpr;
import com.github.javaparser.ast.expr.SingleMemberAnnotationExpr;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lowers declarations of types and their members. */
final class TypeLowering {
  /** Where a type is declared: some modifiers are implied by it. */
  enum Place {
    TOP_LEVEL,
    IN_CLASS,
    IN_INTERFACE,
    IN_BODY
  }

  private static final Set<Modifier.Keyword> NONE = EnumSet.noneOf(Modifier.Keyword.class);

  private final ExprLowering exprs = new ExprLowering(this);
  private final StmtLowering stmts = new StmtLowering(this, exprs);

  StmtLowering stmts() {
    return stmts;
  }

  TypeFact type(TypeDeclaration<?> declared, Place place) {
    Members members = new Members(declared);
    if (declared instanceof RecordDeclaration record) {
      record.getParameters().forEach(component -> members.fields.add(component(component)));
    } else if (declared instanceof EnumDeclaration enumeration) {
      TypeRef own = TypeRef.of(enumeration.getNameAsString());
      enumeration.getEntries().forEach(constant -> members.fields.add(constant(constant, own)));
    }
    members.addAll(declared.getMembers());
    return new TypeFact(
        declared.getNameAsString(),
        kind(declared),
        modifiers(declared.getModifiers(), impliedOnType(declared, place)),
        annotations(declared.getAnnotations()),
        typeParameters(declared),
        supertypes(declared),
        members.fields,
        members.methods,
        members.types,
        Syntax.span(declared));
  }

  /** The body of an anonymous class or of an enum constant. */
  TypeFact anonymous(Node owner, TypeRef supertype, NodeList<BodyDeclaration<?>> body) {
    Members members = new Members(owner);
    members.addAll(body);
    return new TypeFact(
        "",
        TypeFact.Kind.CLASS,
        modifiers(new NodeList<>(), NONE),
        List.of(),
        List.of(),
        List.of(supertype),
        members.fields,
        members.methods,
        members.types,
        Syntax.span(owner));
  }

  List<AnnotationFact> annotations(NodeList<AnnotationExpr> annotations) {
    if (annotations.isEmpty()) {
      return List.of();
    }
    List<AnnotationFact> facts = new ArrayList<>(annotations.size());
    for (AnnotationExpr annotation : annotations) {
      facts.add(annotation(annotation));
    }
    return facts;
  }

  AnnotationFact annotation(AnnotationExpr annotation) {
    Map<String, Expr> attributes = new HashMap<>();
    if (annotation instanceof SingleMemberAnnotationExpr single) {
      attributes.put("value", exprs.lower(single.getMemberValue()));
    } else if (annotation instanceof NormalAnnotationExpr normal) {
      for (MemberValuePair pair : normal.getPairs()) {
        attributes.put(pair.getNameAsString(), exprs.lower(pair.getValue()));
      }
    }
    return AnnotationFact.of(annotation.getNameAsString(), attributes, Syntax.span(annotation));
  }

  List<MethodFact.Parameter> parameters(NodeList<Parameter> parameters) {
    List<MethodFact.Parameter> facts = new ArrayList<>(parameters.size());
    for (Parameter parameter : parameters) {
      facts.add(
          new MethodFact.Parameter(
              parameter.getNameAsString(),
              typeOf(parameter),
              parameter.isVarArgs(),
              annotations(parameter.getAnnotations())));
    }
    return facts;
  }

  private static TypeRef typeOf(Parameter parameter) {
    return Syntax.arrayOf(Syntax.type(parameter.getType()), parameter.isVarArgs() ? 1 : 0);
  }

  private static TypeFact.Kind kind(TypeDeclaration<?> declared) {
    if (declared instanceof EnumDeclaration) {
      return TypeFact.Kind.ENUM;
    }
    if (declared instanceof RecordDeclaration) {
      return TypeFact.Kind.RECORD;
    }
    if (declared instanceof AnnotationDeclaration) {
      return TypeFact.Kind.ANNOTATION;
    }
    return declared instanceof ClassOrInterfaceDeclaration type && type.isInterface()
        ? TypeFact.Kind.INTERFACE
        : TypeFact.Kind.CLASS;
  }

  private static boolean isInterface(Node declared) {
    return declared instanceof AnnotationDeclaration
        || (declared instanceof ClassOrInterfaceDeclaration type && type.isInterface());
  }

  private static Set<Modifier.Keyword> impliedOnType(TypeDeclaration<?> declared, Place place) {
    Set<Modifier.Keyword> implied = EnumSet.noneOf(Modifier.Keyword.class);
    if (place == Place.IN_INTERFACE) {
      implied.add(PUBLIC);
      implied.add(STATIC);
    }
    if (isInterface(declared)) {
      implied.add(ABSTRACT);
    }
    if (declared instanceof RecordDeclaration) {
      implied.add(FINAL);
    }
    boolean neverInner =
        isInterface(declared)
            || declared instanceof EnumDeclaration
            || declared instanceof RecordDeclaration;
    if (place != Place.TOP_LEVEL && neverInner) {
      implied.add(STATIC);
    }
    return implied;
  }

  private static Modifiers modifiers(NodeList<Modifier> written, Set<Modifier.Keyword> implied) {
    Set<Modifier.Keyword> all = EnumSet.noneOf(Modifier.Keyword.class);
    written.forEach(modifier -> all.add(modifier.getKeyword()));
    all.addAll(implied);
    boolean isPrivate = all.contains(PRIVATE);
    return new Modifiers(
        all.contains(PUBLIC) && !isPrivate,
        isPrivate,
        all.contains(STATIC),
        all.contains(FINAL),
        all.contains(ABSTRACT),
        all.contains(DEFAULT));
  }

  private static List<TypeFact.TypeParameter> typeParameters(TypeDeclaration<?> declared) {
    if (declared instanceof ClassOrInterfaceDeclaration type) {
      return Syntax.typeParameters(type.getTypeParameters());
    }
    return declared instanceof RecordDeclaration record
        ? Syntax.typeParameters(record.getTypeParameters())
        : List.of();
  }

  private static List<TypeRef> supertypes(TypeDeclaration<?> declared) {
    List<TypeRef> supertypes = new ArrayList<>();
    if (declared instanceof ClassOrInterfaceDeclaration type) {
      supertypes.addAll(Syntax.types(type.getExtendedTypes()));
      supertypes.addAll(Syntax.types(type.getImplementedTypes()));
    } else if (declared instanceof EnumDeclaration enumeration) {
      supertypes.addAll(Syntax.types(enumeration.getImplementedTypes()));
    } else if (declared instanceof RecordDeclaration record) {
      supertypes.addAll(Syntax.types(record.getImplementedTypes()));
    }
    return supertypes;
  }

  private FieldFact component(Parameter component) {
    return new FieldFact(
        component.getNameAsString(),
        FieldFact.Role.RECORD_COMPONENT,
        typeOf(component),
        modifiers(new NodeList<>(), EnumSet.of(PRIVATE, FINAL)),
        annotations(component.getAnnotations()),
        Optional.empty(),
        Syntax.span(component));
  }

  private FieldFact constant(EnumConstantDeclaration constant, TypeRef own) {
    Span span = Syntax.span(constant);
    Optional<TypeFact> body =
        constant.getClassBody().isEmpty()
            ? Optional.empty()
            : Optional.of(anonymous(constant, own, constant.getClassBody()));
    return new FieldFact(
        constant.getNameAsString(),
        FieldFact.Role.ENUM_CONSTANT,
        own,
        modifiers(new NodeList<>(), EnumSet.of(PUBLIC, STATIC, FINAL)),
        annotations(constant.getAnnotations()),
        Optional.of(new Expr.New(own, exprs.lowerAll(constant.getArguments()), body, span)),
        span);
  }

  /** Collects the members of one type. */
  private final class Members {
    private final List<FieldFact> fields = new ArrayList<>();
    private final List<MethodFact> methods = new ArrayList<>();
    private final List<TypeFact> types = new ArrayList<>();
    private final Node owner;
    private final boolean inInterface;

    Members(Node owner) {
      this.owner = owner;
      this.inInterface = isInterface(owner);
    }

    void addAll(NodeList<BodyDeclaration<?>> members) {
      for (BodyDeclaration<?> member : members) {
        add(member);
      }
    }

    private void add(BodyDeclaration<?> member) {
      if (member instanceof FieldDeclaration field) {
        addFields(field);
      } else if (member instanceof MethodDeclaration method) {
        methods.add(method(method));
      } else if (member instanceof ConstructorDeclaration constructor) {
        methods.add(constructor(constructor));
      } else if (member instanceof CompactConstructorDeclaration constructor) {
        methods.add(compact(constructor));
      } else if (member instanceof InitializerDeclaration initializer) {
        methods.add(initializer(initializer));
      } else if (member instanceof AnnotationMemberDeclaration attribute) {
        methods.add(attribute(attribute));
      } else if (member instanceof TypeDeclaration<?> type) {
        types.add(type(type, inInterface ? Place.IN_INTERFACE : Place.IN_CLASS));
      } else {
        throw new IllegalStateException("Unknown kind of member: " + member.getClass().getName());
      }
    }

    private void addFields(FieldDeclaration declared) {
      Modifiers modifiers =
          modifiers(
              declared.getModifiers(), inInterface ? EnumSet.of(PUBLIC, STATIC, FINAL) : NONE);
      List<AnnotationFact> annotations = annotations(declared.getAnnotations());
      for (VariableDeclarator variable : declared.getVariables()) {
        TypeRef type = Syntax.type(variable.getType());
        fields.add(
            new FieldFact(
                variable.getNameAsString(),
                FieldFact.Role.FIELD,
                type,
                modifiers,
                annotations,
                variable.getInitializer().map(value -> exprs.initializer(value, type)),
                Syntax.span(variable)));
      }
    }

    private MethodFact method(MethodDeclaration method) {
      Set<Modifier.Keyword> implied = EnumSet.noneOf(Modifier.Keyword.class);
      if (inInterface) {
        implied.add(PUBLIC);
        if (method.getBody().isEmpty()) {
          implied.add(ABSTRACT);
        }
      }
      return new MethodFact(
          method.getNameAsString(),
          Syntax.typeParameters(method.getTypeParameters()),
          parameters(method.getParameters()),
          Syntax.type(method.getType()),
          modifiers(method.getModifiers(), implied),
          annotations(method.getAnnotations()),
          method.getBody().map(stmts::block),
          Syntax.span(method),
          Syntax.span(method.getName()));
    }

    private MethodFact constructor(ConstructorDeclaration constructor) {
      Set<Modifier.Keyword> implied = owner instanceof EnumDeclaration ? EnumSet.of(PRIVATE) : NONE;
      return new MethodFact(
          "<init>",
          Syntax.typeParameters(constructor.getTypeParameters()),
          parameters(constructor.getParameters()),
          TypeRef.UNKNOWN,
          modifiers(constructor.getModifiers(), implied),
          annotations(constructor.getAnnotations()),
          Optional.of(stmts.block(constructor.getBody())),
          Syntax.span(constructor),
          Syntax.span(constructor.getName()));
    }

    /** A compact constructor takes what the record's components are. */
    private MethodFact compact(CompactConstructorDeclaration constructor) {
      NodeList<Parameter> components =
          owner instanceof RecordDeclaration record ? record.getParameters() : new NodeList<>();
      return new MethodFact(
          "<init>",
          Syntax.typeParameters(constructor.getTypeParameters()),
          parameters(components),
          TypeRef.UNKNOWN,
          modifiers(constructor.getModifiers(), NONE),
          annotations(constructor.getAnnotations()),
          Optional.of(stmts.block(constructor.getBody())),
          Syntax.span(constructor),
          Syntax.span(constructor.getName()));
    }

    private MethodFact initializer(InitializerDeclaration initializer) {
      Span span = Syntax.span(initializer);
      return new MethodFact(
          initializer.isStatic() ? "<clinit>" : "<instance>",
          List.of(),
          List.of(),
          TypeRef.UNKNOWN,
          modifiers(new NodeList<>(), initializer.isStatic() ? EnumSet.of(STATIC) : NONE),
          annotations(initializer.getAnnotations()),
          Optional.of(stmts.block(initializer.getBody())),
          span,
          new Span(span.line(), span.column(), span.line(), span.column()));
    }

    /** An attribute of an annotation type; its default is what it returns. */
    private MethodFact attribute(AnnotationMemberDeclaration attribute) {
      TypeRef type = Syntax.type(attribute.getType());
      Optional<Stmt.Block> body =
          attribute
              .getDefaultValue()
              .map(value -> exprs.initializer(value, type))
              .map(TypeLowering::returning);
      return new MethodFact(
          attribute.getNameAsString(),
          List.of(),
          List.of(),
          type,
          modifiers(attribute.getModifiers(), EnumSet.of(PUBLIC, ABSTRACT)),
          annotations(attribute.getAnnotations()),
          body,
          Syntax.span(attribute),
          Syntax.span(attribute.getName()));
    }
  }

  private static Stmt.Block returning(Expr value) {
    return new Stmt.Block(List.of(new Stmt.Return(Optional.of(value), value.span())), value.span());
  }
}
