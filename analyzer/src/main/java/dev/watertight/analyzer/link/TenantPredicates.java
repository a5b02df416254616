package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.MethodFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The methods that are configured to give a condition on the current tenant. */
public final class TenantPredicates {
  /** None. */
  public static final TenantPredicates NONE = new TenantPredicates(List.of(), List.of());

  /** A method; without parameters written, any of the name. */
  private record Named(String type, String method, Optional<List<String>> parameters) {}

  private final List<Named> methods = new ArrayList<>();
  private final String condition;

  /**
   * By their names.
   *
   * @param configured {@code com.acme.Repo#defaultFilter(String)}
   * @param columns the tenant columns
   */
  public TenantPredicates(List<String> configured, List<String> columns) {
    this.condition = columns.stream().map(c -> c + " = ?").collect(Collectors.joining(" and "));
    for (String each : columns.isEmpty() ? List.<String>of() : configured) {
      int hash = each.indexOf('#');
      int open = each.indexOf('(', hash);
      if (hash > 0) {
        String inside = open < 0 ? "" : each.substring(open + 1).replace(")", "").trim();
        List<String> types = inside.isEmpty() ? List.of() : List.of(inside.split("\\s*,\\s*", -1));
        methods.add(
            new Named(
                each.substring(0, hash).trim(),
                each.substring(hash + 1, open < 0 ? each.length() : open).trim(),
                open < 0
                    ? Optional.empty()
                    : Optional.of(types.stream().map(TenantPredicates::simple).toList())));
      }
    }
  }

  private static String simple(String type) {
    String bare = type.replaceFirst("<.*$", "");
    return bare.substring(bare.lastIndexOf('.') + 1);
  }

  /** The condition that a call gives, if it is of one of the methods. */
  Optional<Value> of(JType receiver, String name, List<Value> arguments, Program program) {
    for (Named each : methods) {
      if (each.method().equals(name) && isOn(receiver, each, program)) {
        List<MethodDecl> declared =
            program
                .find(receiver.name())
                .map(t -> program.methods(t, name, arguments.size()))
                .orElse(List.of());
        boolean means =
            each.parameters().isEmpty()
                || (declared.isEmpty()
                    ? each.parameters().get().size() == arguments.size()
                    : fits(each.parameters().get(), arguments, declared));
        if (means) {
          return Optional.of(value(declared, program));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isOn(JType receiver, Named named, Program program) {
    return receiver.name().equals(named.type())
        || program.is(receiver, named.type())
        || (receiver.isUnknown() && receiver.simpleName().equals(simple(named.type())));
  }

  /** Whether a call with the arguments means the method of that signature and no other. */
  private static boolean fits(
      List<String> parameters, List<Value> arguments, List<MethodDecl> declared) {
    List<MethodDecl> exact =
        declared.stream().filter(m -> types(m.fact()).equals(parameters)).toList();
    if (exact.isEmpty()) {
      return false;
    }
    if (declared.size() == 1) {
      return true;
    }
    for (int i = 0; i < parameters.size(); i++) {
      JType given = arguments.get(i).type();
      if (!given.isUnknown() && !given.simpleName().equals(parameters.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> types(MethodFact method) {
    return method.parameters().stream()
        .map(p -> simple(p.type().name()) + "[]".repeat(p.type().dimensions()))
        .toList();
  }

  private Value value(List<MethodDecl> declared, Program program) {
    JType type =
        declared.isEmpty()
            ? JType.UNKNOWN
            : program.resolve(declared.get(0).fact().returnType(), declared.get(0).owner());
    Texts text = Texts.of(condition);
    return type.equals(JType.STRING)
        ? Value.text(text)
        : Value.of(type).withPhrase(new Phrase(Phrase.Kind.CONDITION, text));
  }
}
