package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What collections, streams, optionals and maps that are built in sight hold. A map's elements are
 * its entries, an entry's its key and its value.
 */
final class Sequences {
  private static final String MAP = "java.util.Map";
  private static final String ENTRY = "java.util.Map.Entry";
  private static final String OPTIONAL = "java.util.Optional";
  private static final String COLLECTOR = "java.util.stream.Collector";

  private static final Set<String> SAME =
      Set.of(
          "stream",
          "parallelStream",
          "iterator",
          "listIterator",
          "filter",
          "distinct",
          "sorted",
          "limit",
          "skip",
          "toList",
          "findFirst",
          "findAny",
          "sequential",
          "parallel",
          "unordered",
          "takeWhile",
          "dropWhile",
          "subList",
          "reversed",
          "entrySet");

  private static final Set<String> ONE =
      Set.of("next", "get", "getFirst", "getLast", "orElseThrow", "poll", "pop", "previous");

  /** Methods that hand each element to the function that they are given. */
  private static final Set<String> EACH =
      Set.of(
          "forEach",
          "forEachOrdered",
          "map",
          "mapToObj",
          "flatMap",
          "filter",
          "peek",
          "anyMatch",
          "allMatch",
          "noneMatch",
          "mapToInt",
          "mapToLong",
          "removeIf",
          "ifPresent",
          "ifPresentOrElse");

  private Sequences() {}

  static boolean isMap(Value value) {
    return value.elements().isPresent() && value.type().simpleName().endsWith("Map");
  }

  /** What the function that is passed to a method of the receiver is given. */
  static List<Value> given(Value receiver, String method) {
    if (!EACH.contains(method)) {
      return List.of();
    }
    Value known = receiver.elements().isPresent() ? receiver : receiver.force();
    if (known.elements().isEmpty() || known.elements().get().isEmpty()) {
      return List.of();
    }
    if (isMap(known)) {
      return method.equals("forEach") ? List.of(keys(known), values(known)) : List.of();
    }
    return List.of(any(known.elements().get()));
  }

  /** The value of a call on one of them, or that makes one. */
  static Optional<Value> call(Expr.Call call, Value receiver, List<Value> arguments, Body body) {
    String name = call.name();
    if (receiver.isType()) {
      return statics(receiver.type().simpleName(), name, arguments);
    }
    if (receiver.elements().isEmpty()) {
      return Optional.empty();
    }
    if (isMap(receiver)) {
      return map(call, receiver, arguments, body);
    }
    List<Value> elements = receiver.elements().get();
    if (receiver.type().is(ENTRY)) {
      return switch (name) {
        case "getKey" -> Optional.of(elements.get(0));
        case "getValue" -> Optional.of(elements.get(1));
        default -> Optional.empty();
      };
    }
    if (SAME.contains(name)) {
      return Optional.of(receiver);
    }
    if (ONE.contains(name) && !elements.isEmpty()) {
      return Optional.of(any(elements));
    }
    return switch (name) {
      case "orElse", "orElseGet" ->
          arguments.isEmpty()
              ? Optional.empty()
              : Optional.of(otherwise(elements, arguments.get(0)));
      case "map", "mapToObj" ->
          Optional.of(
              call.arguments().get(0) instanceof Expr.Lambda && !arguments.get(0).type().isUnknown()
                  ? receiver.withElements(List.of(arguments.get(0).withoutInside()))
                  : Value.UNKNOWN);
      case "collect" -> Optional.of(collected(receiver, arguments));
      default -> Optional.empty();
    };
  }

  private static Value otherwise(List<Value> elements, Value other) {
    Value plain = other.withoutInside();
    return elements.isEmpty() ? plain : any(elements).or(plain);
  }

  private static Value collected(Value receiver, List<Value> arguments) {
    if (arguments.size() != 1) {
      return Value.UNKNOWN;
    }
    Value collector = arguments.get(0);
    if (!collector.type().is(COLLECTOR) || collector.elements().isEmpty()) {
      return Value.UNKNOWN;
    }
    List<Texts> terms = new ArrayList<>();
    List<Value> parts = collector.elements().get();
    if (parts.size() == 3) {
      terms.add(parts.get(1).textOrHole());
    }
    List<Value> elements = receiver.elements().orElse(List.of());
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0 && !parts.isEmpty()) {
        terms.add(parts.get(0).textOrHole());
      }
      terms.add(elements.get(i).textOrHole());
    }
    if (parts.size() == 3) {
      terms.add(parts.get(2).textOrHole());
    }
    return Value.text(Texts.joined(terms));
  }

  private static Optional<Value> map(Expr.Call call, Value map, List<Value> arguments, Body body) {
    List<Value> entries = map.elements().orElse(List.of());
    return switch (call.name()) {
      case "get", "remove" ->
          arguments.size() == 1 && !entries.isEmpty()
              ? Optional.of(value(entries, arguments.get(0)))
              : Optional.empty();
      case "getOrDefault" ->
          arguments.size() == 2 && !entries.isEmpty()
              ? Optional.of(value(entries, arguments.get(0)).or(arguments.get(1)))
              : Optional.empty();
      case "values" -> Optional.of(list(entries.stream().map(e -> part(e, 1)).toList()));
      case "keySet" -> Optional.of(list(entries.stream().map(e -> part(e, 0)).toList()));
      case "entrySet" -> entries.isEmpty() ? Optional.empty() : Optional.of(entries(map));
      case "put", "putIfAbsent" -> {
        List<Value> more = new ArrayList<>(entries);
        more.add(entry(arguments.get(0), arguments.get(1)));
        TextMethods.keep(call, map.withElements(more), body);
        yield Optional.of(Value.UNKNOWN);
      }
      default -> Optional.empty();
    };
  }

  /** All entries as one: its key is one of theirs, and so is its value. */
  private static Value entries(Value map) {
    return list(List.of(entry(keys(map), values(map))));
  }

  private static Value value(List<Value> entries, Value key) {
    List<Value> fitting = new ArrayList<>();
    for (Value each : entries) {
      if (mayEqual(part(each, 0), key)) {
        fitting.add(part(each, 1));
      }
    }
    return fitting.isEmpty() ? Value.text(Texts.UNKNOWN) : any(fitting);
  }

  private static boolean mayEqual(Value one, Value other) {
    Texts mine = one.textOrHole();
    Texts theirs = other.textOrHole();
    return mine.hasHoleOrParameter()
        || theirs.hasHoleOrParameter()
        || mine.variants().stream().anyMatch(theirs.variants()::contains);
  }

  private static Value keys(Value map) {
    return any(map.elements().orElse(List.of()).stream().map(e -> part(e, 0)).toList());
  }

  private static Value values(Value map) {
    return any(map.elements().orElse(List.of()).stream().map(e -> part(e, 1)).toList());
  }

  private static Value part(Value entry, int index) {
    List<Value> parts = entry.elements().orElse(List.of());
    return index < parts.size() ? parts.get(index) : Value.UNKNOWN;
  }

  private static Value entry(Value key, Value value) {
    return Value.of(ENTRY).withElements(List.of(key, value));
  }

  private static Value list(List<Value> elements) {
    return Value.of("java.util.List").withElements(elements);
  }

  private static Value any(List<Value> values) {
    return values.stream().map(Value::force).reduce(Value::or).orElse(Value.UNKNOWN);
  }

  private static Optional<Value> statics(String type, String name, List<Value> arguments) {
    if (type.equals("Optional") && (name.equals("of") || name.equals("ofNullable"))) {
      return Optional.of(Value.of(OPTIONAL).withElements(arguments));
    }
    if (type.equals("Map") && name.equals("of") && arguments.size() % 2 == 0) {
      List<Value> entries = new ArrayList<>();
      for (int i = 0; i < arguments.size(); i += 2) {
        entries.add(entry(arguments.get(i), arguments.get(i + 1)));
      }
      return Optional.of(Value.of(MAP).withElements(entries));
    }
    if (type.equals("Map") && name.equals("entry") && arguments.size() == 2) {
      return Optional.of(entry(arguments.get(0), arguments.get(1)));
    }
    if (type.equals("Map")
        && name.equals("ofEntries")
        && arguments.stream().allMatch(a -> a.type().is(ENTRY))) {
      return Optional.of(Value.of(MAP).withElements(arguments));
    }
    if (type.equals("Collectors") && name.equals("joining")) {
      return Optional.of(Value.of(COLLECTOR).withElements(arguments));
    }
    boolean copies =
        arguments.size() == 1
            && arguments.get(0).elements().isPresent()
            && (name.equals("copyOf")
                || (type.equals("Collections") && name.startsWith("unmodifiable"))
                || (type.equals("Arrays") && name.equals("stream")));
    return copies ? Optional.of(arguments.get(0)) : Optional.empty();
  }
}
