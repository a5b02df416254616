package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.tenant.TenantModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** How values and scopes move through a program, as far as a rule asks. */
public final class Flow {
  private final Configuration configuration;
  private final Program program;
  private final Code code;
  private final Types types;
  private final Terms terms;
  private final Carriers carriers;
  private final Lifetimes lifetimes;
  private final TenantData data;
  private final Scopes scopes;
  private final Contexts contexts;
  private final Callers callers;
  private final boolean takesRequests;
  private final TenantIds ids;
  private final Loads loads;
  private final ObjectIds objectIds;
  private final Fallbacks fallbacks;
  private final AllTenants allTenants;
  private final Nesting nesting;
  private final Lifts lifts;
  private final Map<String, List<Found>> results = new TreeMap<>();
  private final List<Access> cached;
  private final BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes;

  /**
   * Over a program that is complete.
   *
   * @param inFactory whether the type of that name is in the tenant factory
   * @param uncovered whether no mechanism adds the tenant to an access by itself
   * @param takesRequests whether the project names any of {@link #ofRequests}
   * @param attributes evaluates the attributes of an annotation
   */
  public Flow(
      Configuration configuration,
      TenantModel model,
      Program program,
      TableIndex tables,
      List<Access> accesses,
      Predicate<String> inFactory,
      Predicate<Access> uncovered,
      boolean takesRequests,
      BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes) {
    this.configuration = configuration;
    this.program = program;
    this.attributes = attributes;
    this.code = new Code(program);
    this.types = new Types(program);
    this.terms = new Terms(configuration, model, program);
    this.carriers = new Carriers(types, terms, code);
    this.lifetimes = new Lifetimes(types, terms, code);
    this.scopes =
        new Scopes(configuration.code().tenantScopeTypes(), program, terms, lifetimes, inFactory);
    this.callers = new Callers(code, types);
    this.contexts = new Contexts(configuration, model, code, types, callers, accesses);
    this.takesRequests = takesRequests;
    List<String> setters = configuration.code().context().set();
    this.lifts = new Lifts(code, types, terms, configuration.code().context());
    this.nesting = new Nesting(types, terms, scopes, callers, contexts, inFactory, setters);
    Requests requests = new Requests(types, terms);
    Guards guards = new Guards(code, types, configuration.code().ownershipChecks());
    this.ids =
        new TenantIds(
            types,
            code,
            terms,
            scopes,
            contexts,
            callers,
            new Provenance(code, types, requests, guards, callers),
            inFactory,
            setters);
    this.data = new TenantData(code, types, tables, accesses);
    Identities identities = new Identities(code, types, requests, callers);
    RowIds rowIds = new RowIds(types, terms);
    this.loads =
        new Loads(
            code,
            types,
            rowIds,
            terms,
            guards,
            callers,
            carriers,
            data,
            identities,
            new Provenance(code, types, requests, guards, callers),
            contexts);
    this.objectIds =
        new ObjectIds(
            rowIds, contexts, new Provenance(code, types, requests, guards, callers), loads);
    TenantTests tests = new TenantTests(types, terms);
    this.fallbacks = new Fallbacks(code, types, terms, tests);
    this.allTenants = new AllTenants(code, types, contexts, tests, model.tenantColumns());
    this.cached = accesses.stream().filter(uncovered).toList();
  }

  /** Identifiers by which a project shows that requests or messages come in. */
  public static Set<String> ofRequests() {
    return Requests.FRAMEWORKS;
  }

  /** Identifiers of which a file has one in which something can be found. */
  public static Set<String> words() {
    Set<String> words = new TreeSet<>(CacheCalls.WORDS);
    words.addAll(Requests.WORDS);
    return words;
  }

  /**
   * The files that must be read, too: simple names of types, one of which a file names, by the name
   * of a method that it names as well, which is empty where the type is enough.
   */
  public Map<String, Set<String>> wanted() {
    Map<String, Set<String>> wanted = new TreeMap<>();
    scopes.named().forEach(n -> wanted.computeIfAbsent("", k -> new TreeSet<>()).add(n));
    contextOutsideTransactions();
    tenantsFromRequests();
    nestedContexts();
    contextsNotRestored();
    lifts.named().forEach(n -> wanted.computeIfAbsent("", k -> new TreeSet<>()).add(n));
    fallbacks
        .wanted()
        .forEach((name, named) -> wanted.computeIfAbsent(name, k -> new TreeSet<>()).addAll(named));
    ids.holders().forEach(n -> wanted.computeIfAbsent("", k -> new TreeSet<>()).add(n));
    callers
        .asked()
        .forEach(
            (method, names) -> wanted.computeIfAbsent(method, k -> new TreeSet<>()).addAll(names));
    return wanted;
  }

  /** Places at which the tenant is set for a transaction, and none is open. */
  public List<Found> contextOutsideTransactions() {
    return once("outside", contexts::outsideTransactions);
  }

  /** Whether what the access sets for its transaction would hold for what comes after it. */
  public boolean isInTransaction(Access access) {
    return contexts.isInTransaction(access);
  }

  /** Tenants' data that is cached or held under a key without the tenant. */
  public List<Found> cachedWithoutTenant() {
    List<Found> found = new ArrayList<>();
    CacheAnnotations annotations =
        new CacheAnnotations(
            types,
            terms,
            carriers,
            data,
            new KeyGenerators(types, terms, carriers, code),
            configuration.code().caches(),
            attributes);
    QueryCaches queries = new QueryCaches(terms, carriers, cached, attributes);
    CacheCalls calls = new CacheCalls(code, types, terms, carriers, data, lifetimes);
    for (TypeDecl type : written()) {
      annotations.find(type, found);
      queries.find(type, found);
      calls.find(type, found);
    }
    for (Unit unit : code.callingAny(CacheCalls.CALLS)) {
      if (!program.isGenerated(unit.type())) {
        calls.find(unit, found);
      }
    }
    code.callingAny(Set.of("setCacheable", "setHint")).forEach(u -> queries.find(u, found));
    return found;
  }

  /** Objects that are bound to one tenant and get to where other requests find them. */
  public List<Found> escapes() {
    List<Found> found = new ArrayList<>();
    if (!scopes.isEmpty()) {
      Escapes escapes = new Escapes(code, types, scopes, lifetimes);
      written().stream()
          .filter(t -> scopes.isNamedIn(t.file()))
          .forEach(t -> escapes.find(t, found));
    }
    return found;
  }

  /** Values that become the tenant, and come from a request without having been verified. */
  public List<Found> tenantsFromRequests() {
    return takesRequests ? once("from requests", ids::find) : List.of();
  }

  /**
   * Ids from requests that reach statements which take whatever row has the id, by the statement.
   *
   * @param open the statements that are not held to the tenant, with the table of each
   */
  public Map<Access, List<Found>> uncheckedIds(Map<Access, String> open) {
    return takesRequests ? objectIds.find(open) : Map.of();
  }

  /** Tenants that stand in where none could be resolved. */
  public List<Found> defaultTenants() {
    return fallbacks.find();
  }

  /** The statement whose text puts one tenant in the place of one that is not there. */
  public Optional<Found> defaultTenant(Access access) {
    return allTenants.constant(access);
  }

  /**
   * Statements that take all tenants' rows where no tenant could be resolved.
   *
   * @param open the statements that are not held to the tenant, with the table of each
   * @param fallsAway those whose condition says so itself
   */
  public Map<Access, Found> allTenants(Map<Access, String> open, Predicate<Access> fallsAway) {
    return allTenants.find(open, fallsAway);
  }

  /**
   * Whether what the access loads is compared with the tenant before it is used, wherever it gets.
   */
  public boolean isChecked(Access access) {
    return loads.isChecked(access);
  }

  /** What was found so: the rules ask for what was found out to know which files to read. */
  private List<Found> once(String what, Supplier<List<Found>> search) {
    List<Found> known = results.get(what);
    if (known == null) {
      known = List.copyOf(search.get());
      results.put(what, known);
    }
    return known;
  }

  /** Changes of the tenant's context that are not put back on every way. */
  public List<Found> contextsNotRestored() {
    return once("not restored", lifts::find);
  }

  /** Scopes of a tenant that are opened while another is open. */
  public List<Found> nestedContexts() {
    return once("nested", nesting::find);
  }

  /** The types that people wrote, as known now: looking at one can lead to more. */
  private List<TypeDecl> written() {
    return program.types().stream().filter(t -> !program.isGenerated(t)).toList();
  }
}
