package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What is known of the value of an expression.
 *
 * @param type its type
 * @param texts the texts it can have, if it is one
 * @param tables the tables it stands for, if it is a jOOQ table or the like
 * @param parameter the parameter of the method that it is, if it is just that
 * @param statement the statement that it is a step of
 * @param elements its elements, if it is a list or array that is built in sight
 * @param isType whether it is not a value but the type itself, as a scope of static members
 * @param classLiteral the type of a class literal
 * @param constant the qualified name of a constant whose declaration was not read
 * @param deferred gives more about it on demand, at the price of reading further files
 * @param inside what is known of the inside of the object that it is
 * @param phrase what it says in SQL, as a step of a query
 */
public record Value(
    JType type,
    Optional<Texts> texts,
    List<TableUse> tables,
    Optional<Integer> parameter,
    Optional<Statement> statement,
    Optional<List<Value>> elements,
    boolean isType,
    Optional<JType> classLiteral,
    Optional<String> constant,
    Optional<Supplier<Value>> deferred,
    Optional<Inside> inside,
    Optional<Phrase> phrase) {

  /** How often what is known on demand may itself be known only on demand. */
  private static final int MAX_DEFERRED = 8;

  /** Nothing is known. */
  public static final Value UNKNOWN =
      new Value(
          JType.UNKNOWN,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** A value of a type. */
  public static Value of(JType type) {
    return type.equals(JType.UNKNOWN) ? UNKNOWN : UNKNOWN.withType(type);
  }

  /** A value of the named type. */
  public static Value of(String type) {
    return of(JType.of(type));
  }

  /** A known text. */
  public static Value text(String text) {
    return text(Texts.of(text));
  }

  /** One of several known texts. */
  public static Value oneOf(List<String> texts) {
    return texts.stream().map(Value::text).reduce(Value::or).orElse(UNKNOWN);
  }

  /** The same, standing for a parameter of the method. */
  public Value standingFor(int parameterIndex) {
    return withParameter(parameterIndex);
  }

  static Value text(Texts texts) {
    return of(JType.STRING).withTexts(texts);
  }

  static Value typeItself(JType type) {
    return UNKNOWN.with(
        c -> {
          c.type = type;
          c.isType = true;
        });
  }

  Value withTexts(Texts newTexts) {
    return with(c -> c.texts = Optional.of(newTexts));
  }

  /** The same as a value of another type. */
  public Value withType(JType newType) {
    return with(c -> c.type = newType);
  }

  /** The same, standing for these tables. */
  public Value withTables(List<TableUse> newTables) {
    return with(c -> c.tables = List.copyOf(newTables));
  }

  Value withParameter(int index) {
    return with(c -> c.parameter = Optional.of(index));
  }

  /** The same, as a step of the statement. */
  public Value withStatement(Statement newStatement) {
    return with(c -> c.statement = Optional.of(newStatement));
  }

  Value withElements(List<Value> newElements) {
    return with(c -> c.elements = Optional.of(List.copyOf(newElements)));
  }

  Value withClassLiteral(JType literal) {
    return with(c -> c.classLiteral = Optional.of(literal));
  }

  /** The same as a class that is not known: one of several. */
  private Value withoutClassLiteral() {
    return with(c -> c.classLiteral = Optional.empty());
  }

  Value withConstant(String qualifiedName) {
    return with(c -> c.constant = Optional.of(qualifiedName));
  }

  Value withDeferred(Supplier<Value> more) {
    return with(c -> c.deferred = Optional.of(more));
  }

  /** The same, saying this in SQL. */
  public Value withPhrase(Phrase newPhrase) {
    return with(c -> c.phrase = Optional.of(newPhrase));
  }

  /** The same, as a part of any statement that it is put into. */
  Value withoutStatement() {
    return with(c -> c.statement = Optional.empty());
  }

  /** Whether it is a lambda. */
  public boolean isLambda() {
    return inside.filter(i -> i instanceof Inside.Functions).isPresent();
  }

  Value withLambda(Expr.Lambda lambda, Body body) {
    return withInside(Optional.of(new Inside.Functions(List.of(new Inside.Closure(lambda, body)))));
  }

  Value madeOf(List<Value> arguments) {
    return withInside(Optional.of(new Inside.Made(arguments)));
  }

  Value withoutInside() {
    return inside.isEmpty() ? this : withInside(Optional.empty());
  }

  private Value withInside(Optional<Inside> newInside) {
    return with(c -> c.inside = newInside);
  }

  /** One of two lambdas is one of both; of two objects nothing is known. */
  private Optional<Inside> insideOf(Value other) {
    if (inside.equals(other.inside) || other.isNull()) {
      return inside;
    }
    if (isNull()) {
      return other.inside;
    }
    List<Inside.Closure> closures = new ArrayList<>(closures());
    other.closures().stream().filter(c -> !closures.contains(c)).forEach(closures::add);
    return isLambda() && other.isLambda()
        ? Optional.of(new Inside.Functions(closures))
        : Optional.empty();
  }

  /** The lambdas that it can be. */
  List<Inside.Closure> closures() {
    return inside.isPresent() && inside.get() instanceof Inside.Functions functions
        ? functions.closures()
        : List.of();
  }

  /** All that can be known, where need be by reading further files. */
  public Value force() {
    Value value = this;
    for (int i = 0; i < MAX_DEFERRED && value.deferred.isPresent(); i++) {
      Value next = value.deferred.get().get();
      value = next.type().isUnknown() ? next.withType(value.type()) : next;
    }
    return value;
  }

  /** Its texts; a hole if it has none. */
  public Texts textOrHole() {
    Value value = texts.isPresent() ? this : force();
    return value.texts.orElse(Texts.UNKNOWN);
  }

  /** The same as a text that was changed, each variant for itself; what is not known stays so. */
  public Value mapText(UnaryOperator<String> change) {
    return text(textOrHole().map(change));
  }

  /** What holds where either of two values can be. */
  Value or(Value other) {
    if (equals(other)) {
      return this;
    }
    if (phrase.isPresent() != other.phrase.isPresent()) {
      Value mine = phrase.isPresent() ? this : force();
      Value theirs = other.phrase.isPresent() ? other : other.force();
      if (mine.phrase.isPresent() && theirs.phrase.isPresent()) {
        return mine.or(theirs);
      }
    }
    Value base = type.isUnknown() ? other : this;
    Value result = base.withInside(insideOf(other));
    if (deferred.isPresent() && other.deferred.isPresent() && mayBeOfJooq()) {
      // What is known of one of the two on demand is not known of both.
      result = result.withDeferred(() -> force().or(other.force()));
    }
    if (texts.isPresent() || other.texts.isPresent()) {
      result = result.withTexts(alternative().or(other.alternative()));
    }
    if (!tables.isEmpty() || !other.tables.isEmpty()) {
      List<TableUse> both = new ArrayList<>(tables);
      other.tables.stream().filter(t -> !both.contains(t)).forEach(both::add);
      result = result.withTables(both);
    }
    if (elements.isPresent() && other.elements.isPresent()) {
      result = result.withElements(longer(elements.get(), other.elements.get()));
    }
    if (phrase.isPresent() || other.phrase.isPresent()) {
      result = result.withPhrase(phraseOf(other));
    }
    if (classLiteral.isPresent()
        && other.classLiteral.isPresent()
        && !classLiteral.equals(other.classLiteral)) {
      result = result.withoutClassLiteral();
    }
    if (statement.isPresent() && other.statement.isPresent()) {
      Statement mine = statement.get();
      mine.absorb(other.statement.get());
    } else if (other.statement.isPresent()) {
      result = result.withStatement(other.statement.get());
    }
    return result;
  }

  private boolean mayBeOfJooq() {
    return type.isUnknown() || type.name().startsWith("org.jooq.");
  }

  private Phrase phraseOf(Value other) {
    return phrase.isPresent() && other.phrase.isPresent()
        ? phrase.get().or(other.phrase.get())
        : phrase.or(() -> other.phrase).orElseThrow().orUnknown();
  }

  /** The longer list; what only one of the two has, and says something in SQL, may be missing. */
  private static List<Value> longer(List<Value> one, List<Value> other) {
    List<Value> longer = one.size() >= other.size() ? one : other;
    List<Value> shorter = one.size() >= other.size() ? other : one;
    if (longer.stream().noneMatch(v -> v.phrase.isPresent())) {
      return longer;
    }
    List<Value> result = new ArrayList<>();
    for (int i = 0; i < longer.size(); i++) {
      Value value = longer.get(i);
      boolean missing = i >= shorter.size() || !shorter.get(i).equals(value);
      result.add(
          missing && value.phrase.isPresent()
              ? value.withPhrase(value.phrase.get().orUnknown())
              : value);
    }
    return result;
  }

  private Texts alternative() {
    return isNull() ? Texts.EMPTY : textOrHole();
  }

  /** The literal {@code null}. */
  boolean isNull() {
    return type.name().equals("null");
  }

  /** The same but for what is changed. */
  private Value with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.value();
  }

  /** The components, while some are changed. */
  private static final class Copy {
    private JType type;
    private Optional<Texts> texts;
    private List<TableUse> tables;
    private Optional<Integer> parameter;
    private Optional<Statement> statement;
    private Optional<List<Value>> elements;
    private boolean isType;
    private Optional<JType> classLiteral;
    private Optional<String> constant;
    private Optional<Supplier<Value>> deferred;
    private Optional<Inside> inside;
    private Optional<Phrase> phrase;

    Copy(Value of) {
      type = of.type;
      texts = of.texts;
      tables = of.tables;
      parameter = of.parameter;
      statement = of.statement;
      elements = of.elements;
      isType = of.isType;
      classLiteral = of.classLiteral;
      constant = of.constant;
      deferred = of.deferred;
      inside = of.inside;
      phrase = of.phrase;
    }

    Value value() {
      return new Value(
          type,
          texts,
          tables,
          parameter,
          statement,
          elements,
          isType,
          classLiteral,
          constant,
          deferred,
          inside,
          phrase);
    }
  }
}
