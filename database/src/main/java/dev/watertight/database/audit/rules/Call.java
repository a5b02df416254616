package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.rules.Parameters.Mode;
import dev.watertight.database.audit.rules.Parameters.Parameter;
import dev.watertight.database.catalog.Function;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A call of a function or procedure with certain arguments.
 *
 * @param arguments the values, as texts
 */
record Call(Function function, Parameters parameters, List<String> arguments) {
  Call {
    arguments = List.copyOf(arguments);
  }

  /** Calls of the function, the most promising first. */
  static List<Call> of(Subject subject, Function function, FunctionReach reach, int most) {
    Parameters parameters = Parameters.of(function);
    return new Arguments(subject, reach.tenantTables(), reach.dynamic())
        .choices(parameters.all().stream().filter(Parameter::isInput).toList(), most).stream()
            .map(values -> new Call(function, parameters, values))
            .toList();
  }

  private boolean isProcedure() {
    return function.kind().equals("procedure");
  }

  /** Whether what it gives can be looked at as text. */
  boolean hasResult() {
    return isProcedure()
        ? parameters.all().stream().anyMatch(p -> p.mode() != Mode.IN && p.mode() != Mode.VARIADIC)
        : !function.returns().equals("void");
  }

  /** A statement that runs it. */
  String statement() {
    return isProcedure() ? "call " + expression() : "select " + expression();
  }

  /** A statement that runs it and puts what it gives into a table with one text column. */
  String into(String table) {
    if (!isProcedure()) {
      return "insert into " + table + " " + query();
    }
    StringBuilder block = new StringBuilder("do $call$ declare ");
    List<String> given = new ArrayList<>();
    List<String> results = new ArrayList<>();
    Iterator<String> values = arguments.iterator();
    int i = 0;
    for (Parameter parameter : parameters.all()) {
      boolean out = parameter.mode() == Mode.OUT || parameter.mode() == Mode.INOUT;
      String value =
          parameter.isInput() ? Arguments.literal(values.next(), parameter.type()) : "null";
      if (out) {
        String variable = "result" + ++i;
        block.append(variable + " " + parameter.type() + " := " + value + "; ");
        results.add(variable);
        given.add(variable);
      } else {
        given.add(value);
      }
    }
    return block
        .append("begin call ")
        .append(function.sql() + "(" + String.join(", ", given) + "); ")
        .append("insert into " + table + " values (concat_ws(', ', ")
        .append(String.join(", ", results) + ")); end $call$")
        .toString();
  }

  /** A query of what a function gives, as text. */
  String query() {
    return "select " + expression() + "::text";
  }

  private String expression() {
    List<String> given = new ArrayList<>();
    Iterator<String> values = arguments.iterator();
    for (Parameter parameter : parameters.all()) {
      if (parameter.isInput()) {
        given.add(
            (parameter.mode() == Mode.VARIADIC ? "variadic " : "")
                + Arguments.literal(values.next(), parameter.type()));
      } else if (isProcedure()) {
        given.add("null");
      }
    }
    return function.sql() + "(" + String.join(", ", given) + ")";
  }

  /** The arguments, for people. */
  String shown() {
    return arguments.isEmpty()
        ? "without arguments"
        : "with "
            + String.join(
                ", ", arguments.stream().map(a -> a.equals(Arguments.NULL) ? "null" : a).toList());
  }
}
