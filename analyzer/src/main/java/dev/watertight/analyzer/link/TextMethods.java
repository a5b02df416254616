package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The methods of String, StringBuilder and their like that put texts together. */
final class TextMethods {
  private static final Pattern PLACE =
      Pattern.compile("%(?:(\\d+)\\$)?[-#+ 0,(]*\\d*(?:\\.\\d+)?([a-zA-Z%])");
  private static final Pattern BRACE = Pattern.compile("\\{(\\d*)[^}]*}");
  private static final Set<String> UNCHANGED =
      Set.of(
          "toString",
          "trim",
          "strip",
          "stripIndent",
          "stripLeading",
          "stripTrailing",
          "intern",
          "translateEscapes",
          "subSequence",
          "requireNonNull",
          "setLength",
          "ensureCapacity",
          "deleteCharAt",
          "valueOf",
          "copyValueOf");

  /** The value of the call if it is one of these methods. */
  Optional<Value> call(Expr.Call call, Value receiver, List<Value> arguments, Body body) {
    String name = call.name();
    if (receiver.isType()) {
      return statics(name, receiver, arguments);
    }
    if (receiver.elements().isPresent() && name.equals("add") && arguments.size() == 1) {
      List<Value> elements = new ArrayList<>(receiver.elements().get());
      elements.add(arguments.get(0));
      keep(call, receiver.withElements(elements), body);
      return Optional.of(Value.UNKNOWN);
    }
    if (receiver.classLiteral().isPresent()
        && (name.equals("getSimpleName") || name.equals("getName"))) {
      JType type = receiver.classLiteral().get();
      return Optional.of(Value.text(name.equals("getName") ? type.name() : type.simpleName()));
    }
    if (name.equals("formatted") && receiver.texts().isPresent()) {
      return Optional.of(Value.text(format(receiver.textOrHole(), arguments, PLACE)));
    }
    if (!Evaluator.isText(receiver.type())) {
      return Optional.empty();
    }
    Texts texts = receiver.textOrHole();
    return switch (name) {
      case "append" ->
          Optional.of(
              arguments.isEmpty()
                  ? receiver
                  : keep(call, receiver.withTexts(texts.then(argument(arguments, 0))), body));
      case "add" ->
          Optional.of(
              keep(
                  call,
                  receiver.withTexts(texts.then(Texts.of(" ")).then(argument(arguments, 0))),
                  body));
      case "insert" ->
          Optional.of(keep(call, receiver.withTexts(insert(call, texts, arguments)), body));
      case "concat" -> Optional.of(Value.text(texts.then(argument(arguments, 0))));
      case "replace" -> Optional.of(Value.text(replace(texts, arguments)));
      case "replaceAll", "replaceFirst" ->
          Optional.of(Value.text(replaceMatches(texts, arguments, name.equals("replaceAll"))));
      case "toLowerCase" -> Optional.of(receiver.withTexts(texts.map(t -> lower(t))));
      case "toUpperCase" -> Optional.of(receiver.withTexts(texts.map(t -> upper(t))));
      case "substring" -> Optional.of(Value.text(substring(texts, call.arguments())));
      case "delete", "repeat" -> Optional.of(Value.text(texts));
      default -> UNCHANGED.contains(name) ? Optional.of(receiver) : Optional.empty();
    };
  }

  private static Texts insert(Expr.Call call, Texts texts, List<Value> arguments) {
    boolean first =
        call.arguments().get(0) instanceof Expr.Literal literal && literal.text().equals("0");
    Texts inserted = argument(arguments, 1);
    return first ? inserted.then(texts) : texts.then(Texts.UNKNOWN).then(inserted);
  }

  /** A new StringBuilder or the like. */
  Value create(JType type, List<Value> arguments) {
    if (type.is("java.util.StringJoiner")) {
      return Value.of(type).withTexts(arguments.size() > 1 ? argument(arguments, 1) : Texts.EMPTY);
    }
    boolean fromText =
        !arguments.isEmpty()
            && !arguments.get(0).type().is("java.lang.Number")
            && (arguments.get(0).texts().isPresent() || arguments.get(0).deferred().isPresent());
    return Value.of(type).withTexts(fromText ? argument(arguments, 0) : Texts.EMPTY);
  }

  private static Texts argument(List<Value> arguments, int index) {
    return index < arguments.size() ? arguments.get(index).textOrHole() : Texts.UNKNOWN;
  }

  /** Puts the changed text back into the variable that the chain of calls began with. */
  static Value keep(Expr.Call call, Value changed, Body body) {
    Expr root = call;
    while (root instanceof Expr.Call c && c.scope().isPresent()) {
      root = c.scope().get();
    }
    Evaluator.variable(root, body).ifPresent(v -> body.variables.put(v, changed));
    return changed;
  }

  private static Optional<Value> statics(String name, Value receiver, List<Value> arguments) {
    String type = receiver.type().simpleName();
    if (name.equals("format") && type.equals("String") && !arguments.isEmpty()) {
      boolean locale = arguments.get(0).type().simpleName().equals("Locale");
      int first = locale ? 1 : 0;
      return Optional.of(
          Value.text(
              format(
                  argument(arguments, first),
                  arguments.subList(Math.min(first + 1, arguments.size()), arguments.size()),
                  PLACE)));
    }
    if (name.equals("format") && type.equals("MessageFormat") && !arguments.isEmpty()) {
      return Optional.of(
          Value.text(
              format(argument(arguments, 0), arguments.subList(1, arguments.size()), BRACE)));
    }
    if (name.equals("join") && (type.equals("String") || type.endsWith("StringUtils"))) {
      return Optional.of(Value.text(join(arguments, type.equals("String"))));
    }
    if (name.equals("valueOf") && type.equals("String")) {
      return Optional.of(Value.text(argument(arguments, 0)));
    }
    if (name.equals("requireNonNull") && !arguments.isEmpty()) {
      return Optional.of(arguments.get(0));
    }
    if ((name.equals("of") && (type.equals("List") || type.equals("Set") || type.equals("Stream")))
        || (name.equals("asList") && type.equals("Arrays"))) {
      return Optional.of(
          Value.of("java.util.List")
              .withElements(
                  arguments.size() == 1 && arguments.get(0).elements().isPresent()
                      ? arguments.get(0).elements().get()
                      : arguments));
    }
    return Optional.empty();
  }

  private static Texts join(List<Value> arguments, boolean separatorFirst) {
    if (arguments.size() < 2) {
      return Texts.UNKNOWN;
    }
    Texts separator =
        separatorFirst ? argument(arguments, 0) : argument(arguments, arguments.size() - 1);
    List<Value> parts =
        separatorFirst
            ? arguments.subList(1, arguments.size())
            : arguments.subList(0, arguments.size() - 1);
    if (parts.size() == 1) {
      if (parts.get(0).elements().isEmpty()) {
        return Texts.UNKNOWN;
      }
      parts = parts.get(0).elements().get();
    }
    Texts texts = Texts.EMPTY;
    for (int i = 0; i < parts.size(); i++) {
      texts = (i == 0 ? texts : texts.then(separator)).then(parts.get(i).textOrHole());
    }
    return texts;
  }

  private static Texts format(Texts format, List<Value> given, Pattern pattern) {
    List<Value> arguments =
        given.size() == 1 && given.get(0).elements().isPresent()
            ? given.get(0).elements().get()
            : given;
    Texts result = null;
    for (String variant : format.variants()) {
      Texts text = Texts.EMPTY;
      Matcher place = pattern.matcher(variant);
      int from = 0;
      int next = 0;
      while (place.find()) {
        text = text.then(Texts.of(variant.substring(from, place.start())));
        from = place.end();
        boolean percent = pattern == PLACE;
        if (percent && (place.group(2).equals("n") || place.group(2).equals("%"))) {
          text = text.then(Texts.of(place.group(2).equals("n") ? "\n" : "%"));
          continue;
        }
        String index = place.group(1);
        int argument =
            index == null || index.isEmpty()
                ? next++
                : Integer.parseInt(index.substring(0, Math.min(index.length(), 4)))
                    - (percent ? 1 : 0);
        text =
            text.then(
                argument >= 0 && argument < arguments.size()
                    ? arguments.get(argument).textOrHole()
                    : Texts.UNKNOWN);
      }
      text = text.then(Texts.of(variant.substring(from)));
      result = result == null ? text : result.or(text);
    }
    return result == null ? Texts.UNKNOWN : result;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** Cuts by constant places; where these are not known, such as to drop a last comma, it stays. */
  private static Texts substring(Texts texts, List<Expr> places) {
    List<Integer> at = new ArrayList<>();
    for (Expr place : places) {
      if (!(place instanceof Expr.Literal literal) || !literal.text().matches("\\d{1,6}")) {
        return texts;
      }
      at.add(Integer.valueOf(literal.text()));
    }
    return texts.map(
        t -> {
          int from = at.get(0);
          int to = at.size() > 1 ? at.get(1) : t.length();
          boolean known = from <= to && to <= t.length() && t.indexOf(Texts.HOLE) < 0;
          return known ? t.substring(from, to) : t;
        });
  }

  private static Texts replaceMatches(Texts texts, List<Value> arguments, boolean all) {
    Texts target = argument(arguments, 0);
    Texts replacement = argument(arguments, 1);
    if (target.variants().size() != 1
        || replacement.variants().size() != 1
        || target.hasHoleOrParameter()
        || replacement.hasHoleOrParameter()) {
      return texts.then(Texts.UNKNOWN);
    }
    String put = replacement.variants().get(0);
    try {
      Pattern pattern = Pattern.compile(target.variants().get(0));
      return texts.map(
          t -> {
            Matcher matcher = pattern.matcher(new BoundedText(t));
            return all ? matcher.replaceAll(put) : matcher.replaceFirst(put);
          });
    } catch (IllegalArgumentException | IndexOutOfBoundsException | BoundedText.TooLong e) {
      return texts.then(Texts.UNKNOWN);
    }
  }

  private static Texts replace(Texts texts, List<Value> arguments) {
    Texts target = argument(arguments, 0);
    Texts replacement = argument(arguments, 1);
    if (target.variants().size() != 1 || target.variants().get(0).indexOf(Texts.HOLE) >= 0) {
      return texts.then(Texts.UNKNOWN);
    }
    String literal = target.variants().get(0);
    Texts result = null;
    for (String variant : replacement.variants()) {
      Texts replaced = texts.map(t -> t.replace(literal, variant));
      result = result == null ? replaced : result.or(replaced);
    }
    return result == null ? texts : result;
  }
}
