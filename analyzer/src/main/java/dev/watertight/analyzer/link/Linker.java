package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.sql.Dialect;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds every access of a program. A statement whose text or table is a parameter of its method is
 * held against the callers of the method: each call that says what it is becomes an access at the
 * call; where nobody says, the statement itself is one that is not known.
 */
public final class Linker {
  private static final int MAX_ROUNDS = 6;

  private final Program program;
  private final TableIndex tables;
  private final Evaluator evaluator;
  private final Bodies bodies;
  private final Set<TypeDecl> explored = new HashSet<>();
  private final Takers takers = new Takers();
  private int textsSeen;
  private final Collector collector = new Collector();
  private final TextAccess textAccess;

  /** A linker of a program that may take any road. */
  public Linker(Program program, TableIndex tables) {
    this(program, tables, library -> true, false);
  }

  /**
   * A linker of a program.
   *
   * @param named whether the project's code names a word of {@link Roads#libraries}
   * @param everything whether every body is looked at, whatever is in it
   */
  public Linker(Program program, TableIndex tables, Predicate<String> named, boolean everything) {
    this.program = program;
    this.tables = tables;
    List<Road> roads = Roads.of(named);
    this.evaluator = new Evaluator(program, tables, roads);
    this.textAccess = new TextAccess(tables);
    this.bodies = new Bodies(new Relevance(roads, everything), evaluator.walker());
  }

  /**
   * Looks at all types that are wanted now and were not looked at before. The others are there to
   * say what a name or a call means: their bodies are followed from a call, and not looked at on
   * their own, or each would ask for more types, and so on to the end of the project.
   */
  public void explore(List<Declarations> declarations, Predicate<TypeDecl> wanted) {
    for (TypeDecl type : program.types()) {
      if (wanted.test(type) && explored.add(type)) {
        bodies.add(type);
        DeclarationSite site = new DeclarationSite(program, tables, evaluator, type, collector);
        declarations.forEach(d -> d.type(site));
      }
    }
    do {
      bodies.walk(collector);
    } while (bodies.addTakers(takerMethods()));
  }

  /** The accesses of all types that were explored, by place. */
  public List<Access> accesses() {
    List<Access> accesses = resolve();
    accesses.sort(Access.ORDER);
    return List.copyOf(new LinkedHashSet<>(accesses));
  }

  /** The files with code that is nested too deep to be followed. */
  public List<NotAnalysed> notFollowed() {
    return bodies.tooDeep().stream()
        .map(
            path ->
                new NotAnalysed(
                    Location.InFile.of(path, 1),
                    NotAnalysed.Kind.FILE,
                    "its code is nested too deep to be followed"))
        .toList();
  }

  /**
   * The methods whose caller says what they run, as the statement's text or table is a parameter:
   * by their name the qualified names of the types that have one, and of these types' supertypes.
   */
  public Map<String, Set<String>> takers() {
    Map<String, Set<String>> result = new TreeMap<>();
    for (MethodDecl method : takerMethods()) {
      program.lineage(JType.of(method.owner().name())).stream()
          .map(JType::name)
          .filter(n -> program.known(n).isPresent())
          .forEach(n -> result.computeIfAbsent(method.fact().name(), k -> new TreeSet<>()).add(n));
    }
    return result;
  }

  private Set<MethodDecl> takerMethods() {
    for (; textsSeen < collector.texts.size(); textsSeen++) {
      Collector.TextStatement text = collector.texts.get(textsSeen);
      if (text.texts().hasParameters() && text.method().isPresent() && !onlyValues(text)) {
        takers.add(text.method().get(), text.texts().parameters());
      }
    }
    for (Collector.BuiltStatement built : collector.built) {
      boolean tables = !built.statement().parameterTables().isEmpty();
      if ((tables || built.statement().open().isPresent()) && built.method().isPresent()) {
        takers.add(built.method().get(), built.statement().parameterTables());
      }
    }
    takers.spread(new Calls(program, collector.calls));
    return takers.methods();
  }

  /** The attributes of an annotation of the type, evaluated. */
  public Map<String, Value> attributes(TypeDecl type, AnnotationFact annotation) {
    return evaluator.walker().attributes(annotation, type, new Collector());
  }

  private List<Access> resolve() {
    List<Access> done = new ArrayList<>();
    Calls calls = new Calls(program, collector.calls);
    for (Collector.TextStatement text : collector.texts) {
      resolve(text, calls, 0, new HashSet<>(), done);
    }
    for (Collector.BuiltStatement built : collector.built) {
      if (!built.statement().isPart()) {
        resolve(built, calls, done);
      }
    }
    return done;
  }

  private void resolve(
      Collector.TextStatement text,
      Calls calls,
      int round,
      Set<MethodDecl> seen,
      List<Access> done) {
    if (!text.texts().hasParameters() || text.method().isEmpty()) {
      done.add(textAccess.of(text));
      return;
    }
    List<Collector.LoggedCall> callers =
        round < MAX_ROUNDS && seen.add(text.method().get())
            ? calls.of(text.method().get())
            : List.of();
    if (callers.isEmpty() || onlyValues(text)) {
      done.add(textAccess.of(text));
      return;
    }
    for (Collector.LoggedCall call : callers) {
      Texts bound = text.texts().bind(call.arguments());
      resolve(
          new Collector.TextStatement(
              text.road(),
              bound,
              text.dialect(),
              text.through(),
              call.at(),
              call.type(),
              call.member(),
              call.method()),
          calls,
          round + 1,
          new HashSet<>(seen),
          done);
    }
  }

  /** Whether the parameters stand where values do, so that no caller can change the tables. */
  private boolean onlyValues(Collector.TextStatement text) {
    return textAccess.of(text).unknown().isEmpty();
  }

  private void resolve(Collector.BuiltStatement built, Calls calls, List<Access> done) {
    Statement statement = built.statement();
    if (statement.open().isPresent()) {
      done.addAll(new OpenStatements(program, calls::of).resolve(built));
      return;
    }
    if (statement.parameterTables().isEmpty()) {
      if (!statement.tables().isEmpty()
          || !statement.unknowns().isEmpty()
          || !statement.settings().isEmpty()
          || statement.words().isPresent()) {
        done.add(access(built, statement.tables(), statement.unknowns(), place(statement)));
      }
      return;
    }
    resolveParameters(built, built.method(), statement.parameterTables(), calls, 0, done);
  }

  private void resolveParameters(
      Collector.BuiltStatement built,
      Optional<MethodDecl> method,
      List<Integer> parameters,
      Calls calls,
      int round,
      List<Access> done) {
    Statement statement = built.statement();
    List<Collector.LoggedCall> callers =
        method.isPresent() && round < MAX_ROUNDS ? calls.of(method.get()) : List.of();
    if (callers.isEmpty()) {
      List<Access.Unknown> unknown = new ArrayList<>(statement.unknowns());
      unknown.add(
          new Access.Unknown(
              Access.Unknown.What.TABLE,
              "its table is a parameter of the method, and no caller in the project says which"));
      done.add(access(built, statement.tables(), unknown, place(statement)));
      return;
    }
    for (Collector.LoggedCall call : callers) {
      List<TableUse> bound = new ArrayList<>(statement.tables());
      List<Access.Unknown> unknown = new ArrayList<>(statement.unknowns());
      List<Integer> further = new ArrayList<>();
      for (int parameter : parameters) {
        Value argument =
            parameter < call.arguments().size()
                ? mapped(call.arguments().get(parameter).force())
                : Value.UNKNOWN;
        if (!argument.tables().isEmpty()) {
          argument
              .tables()
              .forEach(t -> bound.add(new TableUse(t.schema(), t.name(), t.write(), call.at())));
        } else if (argument.parameter().isPresent()) {
          further.add(argument.parameter().get());
        } else {
          unknown.add(
              new Access.Unknown(
                  Access.Unknown.What.TABLE,
                  "the table that `" + call.name() + "` is given is not known"));
        }
      }
      Collector.BuiltStatement moved =
          new Collector.BuiltStatement(
              statement, built.through(), call.type(), call.member(), call.method());
      if (further.isEmpty()) {
        done.add(access(moved, bound, unknown, call.at()));
      } else {
        resolveParameters(moved, call.method(), further, calls, round + 1, done);
      }
    }
  }

  private Value mapped(Value argument) {
    return argument.tables().isEmpty() ? tables.standing(argument, argument.type()) : argument;
  }

  /** The first table that matters: a scoped one, else any. */
  private Span place(Statement statement) {
    Comparator<TableUse> byPlace =
        Comparator.comparing((TableUse t) -> t.at().line()).thenComparing(t -> t.at().column());
    return statement.tables().stream()
        .filter(tables::isScoped)
        .min(byPlace)
        .or(() -> statement.tables().stream().min(byPlace))
        .map(TableUse::at)
        .orElse(statement.at());
  }

  static Access access(
      Collector.BuiltStatement built, List<TableUse> uses, List<Access.Unknown> unknown, Span at) {
    StringBuilder text = new StringBuilder(built.statement().road());
    uses.forEach(u -> text.append(u.write() ? " writes " : " reads ").append(u.name()));
    built.statement().settings().forEach(c -> text.append(" sets ").append(c.name().orElse("?")));
    return new Access(
        built.statement().road(),
        built.type().file().path(),
        Optional.of(built.type()),
        built.member(),
        built.method(),
        at,
        uses,
        unknown,
        built.through(),
        built.statement().settings(),
        text.toString(),
        built
            .statement()
            .words()
            .filter(w -> built.statement().runs())
            .map(w -> new Wording(w.variants(), Dialect.SQL, true)));
  }
}
