package dev.watertight.analyzer.facts;

import com.github.javaparser.Position;
import com.github.javaparser.Range;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.type.ArrayType;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.IntersectionType;
import com.github.javaparser.ast.type.Type;
import com.github.javaparser.ast.type.TypeParameter;
import com.github.javaparser.ast.type.UnionType;
import com.github.javaparser.ast.type.WildcardType;
import java.util.ArrayList;
import java.util.List;

/** The small parts of a syntax tree: places, types and the text of literals. */
final class Syntax {
  private Syntax() {}

  /** The place of a node, or of the nearest node around it that the parser gave one. */
  static Span span(Node node) {
    Node at = node;
    while (at.getRange().isEmpty()) {
      if (at.getParentNode().isEmpty()) {
        return new Span(1, 1, 1, 1);
      }
      at = at.getParentNode().get();
    }
    return span(at.getRange().get());
  }

  private static Span span(Range range) {
    return between(range.begin, range.end);
  }

  private static Span between(Position begin, Position end) {
    return new Span(begin.line, begin.column, end.line, end.column);
  }

  static TypeRef type(Type type) {
    if (type instanceof ClassOrInterfaceType named) {
      boolean inferred =
          named.getNameAsString().equals("var")
              && named.getScope().isEmpty()
              && named.getTypeArguments().isEmpty();
      return inferred
          ? TypeRef.UNKNOWN
          : new TypeRef(
              named.getNameWithScope(),
              types(named.getTypeArguments().orElse(new NodeList<>())),
              0);
    }
    if (type instanceof ArrayType array) {
      return arrayOf(type(array.getElementType()), array.getArrayLevel());
    }
    if (type instanceof WildcardType wildcard) {
      return wildcard
          .getExtendedType()
          .or(wildcard::getSuperType)
          .map(bound -> type((Type) bound))
          .orElse(TypeRef.of("Object"));
    }
    if (type instanceof IntersectionType intersection) {
      return type((Type) intersection.getElements().get(0));
    }
    if (type instanceof UnionType union) {
      return type((Type) union.getElements().get(0));
    }
    if (type.isPrimitiveType()) {
      return TypeRef.of(type.asPrimitiveType().getType().asString());
    }
    if (type.isVoidType()) {
      return TypeRef.of("void");
    }
    // What is left has no name in the source: var, and lambda parameters without a type.
    return TypeRef.UNKNOWN;
  }

  static TypeRef arrayOf(TypeRef element, int dimensions) {
    return dimensions == 0
        ? element
        : new TypeRef(element.name(), element.arguments(), element.dimensions() + dimensions);
  }

  /** The type of an array's elements; unknown for what is no array. */
  static TypeRef elementOf(TypeRef array) {
    return array.dimensions() == 0
        ? TypeRef.UNKNOWN
        : new TypeRef(array.name(), array.arguments(), array.dimensions() - 1);
  }

  static List<TypeRef> types(NodeList<? extends Type> types) {
    List<TypeRef> refs = new ArrayList<>(types.size());
    for (Type type : types) {
      refs.add(type(type));
    }
    return refs;
  }

  static List<TypeFact.TypeParameter> typeParameters(NodeList<TypeParameter> parameters) {
    List<TypeFact.TypeParameter> facts = new ArrayList<>(parameters.size());
    for (TypeParameter parameter : parameters) {
      TypeRef bound =
          parameter.getTypeBound().isEmpty()
              ? TypeRef.UNKNOWN
              : type(parameter.getTypeBound().get(0));
      facts.add(new TypeFact.TypeParameter(parameter.getNameAsString(), bound));
    }
    return facts;
  }

  /** A type's name as names and fields, as an expression would spell it. */
  static Expr nameOf(TypeRef type, Span span) {
    String[] parts = type.name().split("\\.", -1);
    Expr name = new Expr.Name(parts[0], span);
    for (int i = 1; i < parts.length; i++) {
      name = new Expr.Field(name, parts[i], span);
    }
    return name;
  }

  /** The value of a string literal. */
  static String string(LiteralStringValueExpr literal) {
    return translate(literal.getValue());
  }

  /**
   * The value of a text block. Its raw text is taken from the token: the parser's own value keeps
   * the blanks that may follow the opening quotes.
   */
  static String textBlock(LiteralStringValueExpr literal) {
    String raw =
        literal.getTokenRange().map(range -> range.getBegin().getText()).orElse(literal.getValue());
    if (raw.length() < 6 || !raw.startsWith("\"\"\"")) {
      return translate(raw.stripIndent());
    }
    int start = 3;
    while (start < raw.length() - 3 && " \t\f".indexOf(raw.charAt(start)) >= 0) {
      start++;
    }
    if (raw.charAt(start) == '\r') {
      start++;
    }
    if (raw.charAt(start) == '\n') {
      start++;
    }
    return translate(raw.substring(start, raw.length() - 3).stripIndent());
  }

  private static String translate(String escaped) {
    if (escaped.indexOf('\\') < 0) {
      return escaped;
    }
    try {
      return escaped.translateEscapes();
    } catch (IllegalArgumentException notAnEscape) {
      // A compiler would refuse it; the text as written says more than nothing.
      return escaped;
    }
  }
}
