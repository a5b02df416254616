package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What annotations say of the transaction in which a method runs. */
final class TransactionMarks {
  /** What a call through the container's proxy finds. */
  enum Mark {
    /** A transaction is open. */
    OPENS,
    /** Whatever the caller has. */
    PASSES,
    /** None, even where the caller has one. */
    SUSPENDS
  }

  private static final Set<String> NAMES =
      Set.of(
          "Transactional",
          "TransactionAttribute",
          "Transaction",
          "UnitOfWork",
          "TransactionalAdvice",
          "ReadOnly",
          "InTransaction");

  private static final Set<String> ADVICE =
      Set.of("Before", "Around", "After", "AfterReturning", "AfterThrowing");

  private static final Set<String> CLASSES = Set.of("Stateless", "Stateful", "MessageDriven");

  private final Program program;

  TransactionMarks(Program program) {
    this.program = program;
  }

  /** What holds for a call of the method through the proxy. */
  Mark of(MethodDecl method) {
    MethodFact fact = method.fact();
    if (fact.modifiers().isPrivate()
        || fact.modifiers().isStatic()
        || fact.modifiers().isFinal()
        || fact.name().startsWith("<")) {
      return Mark.PASSES;
    }
    for (JType each : program.lineage(JType.of(method.owner().name()))) {
      Optional<TypeDecl> type =
          each.name().equals(method.owner().name())
              ? Optional.of(method.owner())
              : program.known(each.name());
      if (type.isEmpty()) {
        continue;
      }
      Optional<Mark> own =
          type.get().fact().methods().stream()
              .filter(m -> m.name().equals(fact.name()))
              .filter(m -> m.parameters().size() == fact.parameters().size())
              .findFirst()
              .flatMap(m -> of(m.annotations(), type.get(), 0))
              .or(() -> of(type.get().fact().annotations(), type.get(), 0));
      if (own.isPresent()) {
        return own.get();
      }
    }
    return Mark.PASSES;
  }

  /** Whether it is an aspect's advice: it runs where its pointcut says, which is not read. */
  boolean isAdvice(MethodDecl method) {
    return isNamed(method.owner().fact().annotations(), Set.of("Aspect"))
        && isNamed(method.fact().annotations(), ADVICE);
  }

  /** By the last part of their names: of several imports on demand it is not known which. */
  private static boolean isNamed(List<AnnotationFact> annotations, Set<String> names) {
    return annotations.stream().anyMatch(a -> names.contains(Code.simple(a.name())));
  }

  private Optional<Mark> of(List<AnnotationFact> annotations, TypeDecl at, int depth) {
    for (AnnotationFact each : annotations) {
      String name = Code.simple(each.name());
      Optional<TypeDecl> declared = program.find(program.resolveName(each.name(), at));
      boolean own =
          declared.isPresent() && declared.get().fact().kind() == TypeFact.Kind.ANNOTATION;
      if (own) {
        Optional<Mark> inherited =
            depth < 3
                ? of(declared.get().fact().annotations(), declared.get(), depth + 1)
                : Optional.empty();
        if (inherited.isPresent()) {
          return inherited;
        }
      } else if (NAMES.contains(name)) {
        return Optional.of(mark(each));
      } else if (CLASSES.contains(name)) {
        return Optional.of(Mark.OPENS);
      }
    }
    return Optional.empty();
  }

  private static Mark mark(AnnotationFact annotation) {
    for (Expr value : annotation.attributes().values()) {
      if (Parts.any(value, e -> isNamed(e, "NOT_SUPPORTED") || isNamed(e, "NEVER"))) {
        return Mark.SUSPENDS;
      }
      if (Parts.any(value, e -> isNamed(e, "SUPPORTS"))) {
        return Mark.PASSES;
      }
    }
    return Mark.OPENS;
  }

  private static boolean isNamed(Expr expression, String constant) {
    return (expression instanceof Expr.Name name && name.id().equals(constant))
        || (expression instanceof Expr.Field field && field.name().equals(constant));
  }
}
