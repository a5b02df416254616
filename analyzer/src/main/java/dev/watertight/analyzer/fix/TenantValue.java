package dev.watertight.analyzer.fix;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.type.Type;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.rules.Analysis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What holds the scope's tenant where a statement stands: a parameter, a field, or what a field's
 * type gives. Where several could be meant there is none.
 */
final class TenantValue {
  private static final Set<String> PLAIN =
      Set.of("String", "UUID", "long", "Long", "int", "Integer", "short", "Short", "BigInteger");

  private final Analysis analysis;
  private final Set<String> names = new HashSet<>(Set.of("tenantid", "tenant"));

  TenantValue(Analysis analysis) {
    this.analysis = analysis;
    for (String column : analysis.model().tenantColumns()) {
      names.add(plain(column));
    }
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "");
  }

  private boolean isTenant(String name) {
    return names.contains(plain(name.replaceFirst("^get(?=[A-Z])", "")));
  }

  private boolean isTenant(String name, Type type) {
    return isTenant(name) && PLAIN.contains(type.asString().replaceFirst("^.*\\.", ""));
  }

  /** The parameter that is the tenant. */
  Optional<Parameter> parameter(CallableDeclaration<?> method) {
    List<Parameter> found =
        method.getParameters().stream()
            .filter(p -> isTenant(p.getNameAsString(), p.getType()))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** An expression for the tenant in the method. */
  Optional<String> in(CallableDeclaration<?> method) {
    Optional<Parameter> parameter = parameter(method);
    if (parameter.isPresent()) {
      return parameter.map(Parameter::getNameAsString);
    }
    Optional<TypeDeclaration<?>> type = type(method);
    if (type.isEmpty() || method.getParameters().stream().anyMatch(p -> hides(p, type.get()))) {
      return Optional.empty();
    }
    List<String> plain = new ArrayList<>();
    List<String> given = new ArrayList<>();
    for (Member each : members(type.get())) {
      if (method.isStatic() && !each.fixed()) {
        continue;
      }
      if (isTenant(each.name(), each.type())) {
        plain.add(each.name());
      } else {
        given(each, given);
      }
    }
    List<String> found = plain.isEmpty() ? given : plain;
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static boolean hides(Parameter parameter, TypeDeclaration<?> type) {
    return members(type).stream().anyMatch(m -> m.name().equals(parameter.getNameAsString()));
  }

  /** A variable of a type, that all of its methods see. */
  record Member(String name, Type type, boolean fixed) {}

  static Optional<TypeDeclaration<?>> type(Node node) {
    for (Optional<Node> each = node.getParentNode();
        each.isPresent();
        each = each.get().getParentNode()) {
      if (each.get() instanceof TypeDeclaration<?> type) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  static List<Member> members(TypeDeclaration<?> type) {
    List<Member> members = new ArrayList<>();
    for (FieldDeclaration field : type.getFields()) {
      for (VariableDeclarator each : field.getVariables()) {
        members.add(new Member(each.getNameAsString(), each.getType(), field.isStatic()));
      }
    }
    if (type instanceof RecordDeclaration declared) {
      declared
          .getParameters()
          .forEach(p -> members.add(new Member(p.getNameAsString(), p.getType(), false)));
    }
    return members;
  }

  /** The methods without parameters by which the member's type says whose it is. */
  private void given(Member member, List<String> found) {
    String type = member.type().asString();
    if (!member.type().isClassOrInterfaceType() || type.contains("<")) {
      return;
    }
    List<TypeDecl> declared =
        analysis.program().types().stream()
            .filter(t -> t.name().equals(type) || t.name().endsWith("." + type))
            .toList();
    if (declared.size() == 1) {
      declared.get(0).fact().methods().stream()
          .filter(m -> m.parameters().isEmpty() && isTenant(m.name()))
          .forEach(m -> found.add(member.name() + "." + m.name() + "()"));
    }
  }
}
