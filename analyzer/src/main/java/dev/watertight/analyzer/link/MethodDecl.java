package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.TypeRef;
import java.util.stream.Collectors;

/**
 * A method that the program declares.
 *
 * @param owner the type that declares it
 */
public record MethodDecl(TypeDecl owner, MethodFact fact) {
  /** {@code com.acme.Foo#find(String,UUID)}, with types as written. */
  public String signature() {
    return owner.name()
        + "#"
        + fact.name()
        + fact.parameters().stream()
            .map(p -> p.type().name() + "[]".repeat(p.type().dimensions()))
            .collect(Collectors.joining(",", "(", ")"));
  }

  /** Whether a call with that many arguments can mean it. */
  public boolean takes(int arguments) {
    int size = fact.parameters().size();
    boolean varargs = size > 0 && fact.parameters().get(size - 1).varargs();
    return arguments == size || (varargs && arguments >= size - 1);
  }

  /** The written type of the parameter that the argument at the index goes to. */
  public TypeRef parameterType(int argument) {
    int size = fact.parameters().size();
    return size == 0 ? TypeRef.UNKNOWN : fact.parameters().get(Math.min(argument, size - 1)).type();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MethodDecl m
        && m.fact.span().equals(fact.span())
        && m.owner.equals(owner);
  }

  @Override
  public int hashCode() {
    return 31 * owner.hashCode() + fact.span().hashCode();
  }
}
