package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.facts.TypeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a lambda takes, by the functional interface that it stands for. */
public final class Functions {
  private final Program program;

  /** Of a program. */
  public Functions(Program program) {
    this.program = program;
  }

  /** The types of the parameters of a lambda of that type; empty where it is no known interface. */
  public List<JType> parameters(JType functional) {
    if (functional.name().startsWith("java.util.function.")) {
      return functional.simpleName().equals("BinaryOperator")
          ? List.of(functional.argument(0), functional.argument(0))
          : functional.arguments();
    }
    List<String> library = Library.lambdaOf(functional.name());
    if (!library.isEmpty()) {
      return library.stream().map(JType::of).toList();
    }
    return functional.isUnknown()
        ? List.of()
        : program.find(functional.name()).flatMap(t -> single(t, functional)).orElse(List.of());
  }

  /** The types of the parameters of a lambda that is the argument at the index of a call. */
  public List<JType> ofArgument(JType receiver, String method, int index, int arguments) {
    for (JType type : program.lineage(receiver)) {
      List<String> types = Library.lambdaParameters(type.name(), method);
      if (!types.isEmpty()) {
        return types.stream().map(JType::of).toList();
      }
    }
    Optional<TypeDecl> declared =
        receiver.isUnknown() ? Optional.empty() : program.find(receiver.name());
    if (declared.isEmpty()) {
      return List.of();
    }
    for (MethodDecl each : program.methods(declared.get(), method, arguments)) {
      List<JType> types = parameters(resolve(each.parameterType(index), each, receiver));
      if (!types.isEmpty()) {
        return types;
      }
    }
    return List.of();
  }

  /** The parameters of the one abstract method that the interface, or one above it, declares. */
  private Optional<List<JType>> single(TypeDecl declared, JType functional) {
    for (JType each : program.lineage(functional)) {
      Optional<TypeDecl> type =
          each.name().equals(declared.name()) ? Optional.of(declared) : program.find(each.name());
      if (type.isEmpty()) {
        List<String> library = Library.lambdaOf(each.name());
        if (!library.isEmpty()) {
          return Optional.of(library.stream().map(JType::of).toList());
        }
        continue;
      }
      for (MethodFact method : type.get().fact().methods()) {
        if (method.body().isEmpty() && !method.modifiers().isStatic()) {
          MethodDecl found = new MethodDecl(type.get(), method);
          List<JType> types = new ArrayList<>();
          method.parameters().forEach(p -> types.add(resolve(p.type(), found, each)));
          return Optional.of(types);
        }
      }
    }
    return Optional.empty();
  }

  /** A written type of a method, with the type arguments that the receiver brings. */
  private JType resolve(TypeRef written, MethodDecl method, JType receiver) {
    for (TypeFact.TypeParameter parameter : method.fact().typeParameters()) {
      if (parameter.name().equals(written.name())) {
        return program.resolve(parameter.bound(), method.owner());
      }
    }
    Optional<JType> owner = program.as(receiver, method.owner().name());
    List<TypeFact.TypeParameter> parameters = method.owner().fact().typeParameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(written.name())
          && owner.isPresent()
          && i < owner.get().arguments().size()) {
        return owner.get().arguments().get(i);
      }
    }
    List<JType> arguments =
        written.arguments().stream().map(a -> resolve(a, method, receiver)).toList();
    return new JType(program.resolve(written, method.owner()).name(), arguments);
  }
}
