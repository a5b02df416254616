package dev.watertight.analyzer.fix;

import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.type.Type;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.rules.Analysis;
import dev.watertight.core.finding.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the tenant factory instead of jOOQ, where the statement's place has one at hand and it has a
 * method of the same name, with as many parameters, that gives a step of jOOQ.
 */
final class FactoryReceiver implements Fixer {
  @Override
  public Optional<Fix> fix(Place place) {
    Optional<MethodCallExpr> call =
        place.access().filter(JooqCondition::isJooq).flatMap(a -> place.call());
    Optional<CallableDeclaration<?>> method = place.method();
    if (call.isEmpty() || method.isEmpty()) {
      return Optional.empty();
    }
    Chain chain = Chain.around(place.file(), call.get());
    Optional<Expression> receiver =
        chain.receiver().filter(r -> r instanceof NameExpr || r instanceof FieldAccessExpr);
    MethodCallExpr first = chain.calls().get(0);
    List<String> factories = factories(place.analysis(), method.get(), first);
    if (receiver.isEmpty() || factories.size() != 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Fix(
            "Ask the tenant factory: `" + factories.get(0) + "." + first.getNameAsString() + "`",
            List.of(
                place
                    .file()
                    .replace(
                        place.file().begin(receiver.get()),
                        place.file().end(receiver.get()),
                        factories.get(0)))));
  }

  private static List<String> factories(
      Analysis analysis, CallableDeclaration<?> method, MethodCallExpr call) {
    List<String> found = new ArrayList<>();
    for (Parameter each : method.getParameters()) {
      if (offers(analysis, each.getType(), call)) {
        found.add(each.getNameAsString());
      }
    }
    if (found.isEmpty()) {
      TenantValue.type(method)
          .map(TenantValue::members)
          .orElse(List.of())
          .forEach(
              m -> {
                if (offers(analysis, m.type(), call) && (m.fixed() || !method.isStatic())) {
                  found.add(m.name());
                }
              });
    }
    return found;
  }

  private static boolean offers(Analysis analysis, Type type, MethodCallExpr call) {
    String name = type.asString();
    List<TypeDecl> declared =
        analysis.program().types().stream()
            .filter(t -> t.name().equals(name) || t.name().endsWith("." + name))
            .filter(t -> analysis.factory().containsType(t.name()))
            .toList();
    return declared.size() == 1
        && declared.get(0).fact().methods().stream().anyMatch(m -> isStep(m, call));
  }

  private static boolean isStep(MethodFact method, MethodCallExpr call) {
    return method.name().equals(call.getNameAsString())
        && method.parameters().size() == call.getArguments().size()
        && method.returnType().name().endsWith("Step");
  }
}
