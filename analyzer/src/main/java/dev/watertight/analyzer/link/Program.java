package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.analyzer.facts.FileFacts.ImportFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.facts.TypeRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All declared types by name, and the resolution of names. Types that the prefilter left out are
 * asked for by name when one is needed. Not thread-safe.
 */
public final class Program {
  /** A project's own annotation of that name, as used against coverage tools, is none of these. */
  private static final Set<String> GENERATED =
      Set.of(
          "javax.annotation.Generated",
          "javax.annotation.processing.Generated",
          "jakarta.annotation.Generated",
          "io.micronaut.core.annotation.Generated",
          "?Generated");

  private static final int MAX_SUPERTYPES = 64;

  private final Map<String, TypeDecl> types = new HashMap<>();
  private final List<TypeDecl> declared = new ArrayList<>();
  private final Set<String> paths = new HashSet<>();
  private List<TypeDecl> inOrder = List.of();
  private final Set<String> missing = new HashSet<>();
  private final Set<String> packages = new HashSet<>();
  private final Set<String> askedFor = new HashSet<>();
  private final Map<String, List<TypeDecl>> subtypes = new HashMap<>();
  private final Map<String, List<JType>> supertypeCache = new HashMap<>();
  private final TypeSource source;
  private final List<TypeDecl> withoutSubtypes = new ArrayList<>();
  private final Map<JType, List<JType>> lineages = new HashMap<>();
  private final Map<String, Set<String>> ancestors = new HashMap<>();
  private final IdentityHashMap<TypeDecl, Map<String, String>> resolved = new IdentityHashMap<>();
  private final IdentityHashMap<FileFacts, Map<String, String>> imports = new IdentityHashMap<>();
  private final IdentityHashMap<TypeDecl, Map<String, List<MethodFact>>> methodsByName =
      new IdentityHashMap<>();
  private final Map<MethodKey, List<MethodDecl>> methods = new HashMap<>();
  private final Map<String, Boolean> openBases = new HashMap<>();

  /**
   * A program of the given files.
   *
   * @param source gives the files that were left out
   */
  public Program(Collection<FileFacts> files, TypeSource source) {
    this.source = source;
    grow(files);
  }

  /** Takes in more files; those that are known already are passed over. */
  public void grow(Collection<FileFacts> files) {
    files.forEach(this::add);
  }

  private record MethodKey(TypeDecl type, String name, int arguments) {}

  private void add(FileFacts file) {
    if (!paths.add(file.path())) {
      return;
    }
    missing.clear();
    packages.add(file.packageName());
    String prefix = file.packageName().isEmpty() ? "" : file.packageName() + ".";
    for (TypeFact type : file.types()) {
      add(new TypeDecl(prefix + type.name(), type, file, Optional.empty()));
    }
  }

  private void add(TypeDecl type) {
    if (types.putIfAbsent(type.name(), type) == null) {
      withoutSubtypes.add(type);
    }
    declared.add(type);
    for (TypeFact member : type.fact().types()) {
      add(new TypeDecl(type.name() + "." + member.name(), member, type.file(), Optional.of(type)));
    }
  }

  /**
   * Every declared type that is known by now, by name, local and anonymous ones left out; of two
   * files that declare the same type, as editions of one product do, both.
   */
  public List<TypeDecl> types() {
    if (inOrder.size() != declared.size()) {
      declared.sort(Comparator.comparing(TypeDecl::name).thenComparing(t -> t.file().path()));
      inOrder = List.copyOf(declared);
    }
    return inOrder;
  }

  /** Whether a source file of that package was read. */
  boolean hasPackage(String name) {
    return packages.contains(name);
  }

  /** The declared type of a qualified name; asks for its file where it was left out. */
  public Optional<TypeDecl> find(String qualifiedName) {
    TypeDecl known = types.get(qualifiedName);
    if (known != null) {
      return Optional.of(known);
    }
    if (missing.contains(qualifiedName)) {
      return Optional.empty();
    }
    String top = qualifiedName;
    while (!top.isEmpty()) {
      if (askedFor.add(top)) {
        source.load(top).forEach(this::add);
      }
      int dot = top.lastIndexOf('.');
      top =
          dot > 0 && Character.isUpperCase(lastPart(top.substring(0, dot)).codePointAt(0))
              ? top.substring(0, dot)
              : "";
    }
    TypeDecl found = types.get(qualifiedName);
    if (found == null) {
      missing.add(qualifiedName);
    }
    return Optional.ofNullable(found);
  }

  /** Takes in a local or anonymous class under the name that its place gives it. */
  void addNested(TypeDecl type) {
    if (types.putIfAbsent(type.name(), type) == null) {
      withoutSubtypes.add(type);
      for (TypeFact member : type.fact().types()) {
        addNested(
            new TypeDecl(
                type.name() + "." + member.name(), member, type.file(), Optional.of(type)));
      }
    }
  }

  private boolean exists(String qualifiedName) {
    return types.containsKey(qualifiedName) || source.exists(qualifiedName);
  }

  /** The declared type of a qualified name if its file was read; asks for nothing. */
  public Optional<TypeDecl> known(String qualifiedName) {
    return Optional.ofNullable(types.get(qualifiedName));
  }

  private static String lastPart(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return last.isEmpty() ? "_" : last;
  }

  /** Whether a tool wrote the type, or a type around it: it is marked as generated. */
  public boolean isGenerated(TypeDecl type) {
    for (TypeDecl each = type; ; each = each.outer().get()) {
      for (AnnotationFact annotation : each.fact().annotations()) {
        if (annotation.name().endsWith("Generated")
            && GENERATED.contains(resolveName(annotation.name(), each))) {
          return true;
        }
      }
      if (each.outer().isEmpty()) {
        return false;
      }
    }
  }

  /** Resolves a written type where it stands. */
  public JType resolve(TypeRef type, TypeDecl at) {
    if (type.isUnknown()) {
      return JType.UNKNOWN;
    }
    List<JType> arguments = type.arguments().stream().map(a -> resolve(a, at)).toList();
    JType resolved = new JType(resolveName(type.name(), at), arguments);
    for (int i = 0; i < type.dimensions(); i++) {
      resolved = new JType("[]", List.of(resolved));
    }
    return resolved;
  }

  /** Resolves a written type of a declaring type as the subtype has it: its parameters bound. */
  public JType resolve(TypeRef written, TypeDecl owner, JType subtype) {
    Map<String, JType> bound =
        owner.fact().typeParameters().isEmpty()
            ? Map.of()
            : as(subtype, owner.name()).map(this::bindings).orElse(Map.of());
    return bound.isEmpty() ? resolve(written, owner) : resolve(written, owner, bound);
  }

  private JType resolve(TypeRef written, TypeDecl owner, Map<String, JType> bound) {
    JType parameter = bound.get(written.name());
    JType resolved =
        parameter != null
            ? parameter
            : new JType(
                written.isUnknown() ? "" : resolveName(written.name(), owner),
                written.arguments().stream().map(a -> resolve(a, owner, bound)).toList());
    for (int i = 0; i < written.dimensions(); i++) {
      resolved = new JType("[]", List.of(resolved));
    }
    return resolved;
  }

  /**
   * Resolves a written type name to a qualified one. A type parameter resolves to its bound. A name
   * that cannot be resolved comes back behind a {@code ?}.
   */
  public String resolveName(String written, TypeDecl at) {
    Map<String, String> known = resolved.computeIfAbsent(at, k -> new HashMap<>());
    String name = known.get(written);
    if (name == null) {
      name = resolveAnew(written, at);
      known.put(written, name);
    }
    return name;
  }

  private String resolveAnew(String written, TypeDecl at) {
    int dot = written.indexOf('.');
    String first = dot < 0 ? written : written.substring(0, dot);
    String rest = dot < 0 ? "" : written.substring(dot);
    Optional<String> found = resolveFirst(first, at);
    if (found.isPresent()) {
      return found.get() + rest;
    }
    return dot > 0 && Character.isLowerCase(first.charAt(0)) ? written : "?" + written;
  }

  private Optional<String> resolveFirst(String name, TypeDecl at) {
    for (TypeDecl type = at; ; type = type.outer().get()) {
      for (TypeFact.TypeParameter parameter : type.fact().typeParameters()) {
        if (parameter.name().equals(name)) {
          return Optional.of(
              parameter.bound().isUnknown() || parameter.bound().name().equals(name)
                  ? "java.lang.Object"
                  : resolveName(parameter.bound().name(), type));
        }
      }
      if (type.fact().name().equals(name)) {
        return Optional.of(type.name());
      }
      Optional<String> member = memberType(type, name, new HashSet<>());
      if (member.isPresent()) {
        return member;
      }
      if (type.outer().isEmpty()) {
        break;
      }
    }
    FileFacts file = at.file();
    String own = file.packageName().isEmpty() ? name : file.packageName() + "." + name;
    for (TypeFact type : file.types()) {
      if (type.name().equals(name)) {
        return Optional.of(own);
      }
    }
    String imported = imported(file).get(name);
    if (imported != null) {
      return Optional.of(imported);
    }
    if (exists(own)) {
      return Optional.of(own);
    }
    for (ImportFact onDemand : file.imports()) {
      if (onDemand.onDemand()) {
        String candidate = onDemand.name() + "." + name;
        if (Library.declares(candidate) || exists(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Library.isJavaLang(name) ? Optional.of("java.lang." + name) : Optional.empty();
  }

  private Optional<String> memberType(TypeDecl type, String name, Set<String> seen) {
    if (!seen.add(type.name()) || seen.size() > MAX_SUPERTYPES) {
      return Optional.empty();
    }
    for (TypeFact member : type.fact().types()) {
      if (member.name().equals(name)) {
        return Optional.of(type.name() + "." + name);
      }
    }
    for (TypeRef supertype : type.fact().supertypes()) {
      if (supertype.name().equals(name)) {
        continue;
      }
      TypeDecl known = types.get(simpleSupertype(supertype.name(), type));
      if (known != null) {
        Optional<String> member = memberType(known, name, seen);
        if (member.isPresent()) {
          return member;
        }
      }
    }
    return Optional.empty();
  }

  /** What a file imports one by one, by simple name. */
  private Map<String, String> imported(FileFacts file) {
    return imports.computeIfAbsent(
        file,
        f -> {
          Map<String, String> bySimpleName = new HashMap<>();
          for (ImportFact each : f.imports()) {
            if (!each.onDemand()) {
              bySimpleName.putIfAbsent(lastPart(each.name()), each.name());
            }
          }
          return bySimpleName;
        });
  }

  /** The type of that simple name that the file imports, by a line of its own. */
  Optional<String> importedType(String name, TypeDecl at) {
    String imported = imported(at.file()).get(name);
    return at.file().imports().stream().anyMatch(i -> !i.isStatic() && i.name().equals(imported))
        ? Optional.ofNullable(imported)
        : Optional.empty();
  }

  private String simpleSupertype(String written, TypeDecl at) {
    String imported = imported(at.file()).get(written);
    if (imported != null) {
      return imported;
    }
    return at.file().packageName().isEmpty() || written.indexOf('.') > 0
        ? written
        : at.file().packageName() + "." + written;
  }

  /** The direct supertypes of a declared or library type, arguments as declared. */
  List<JType> supertypes(String name) {
    List<JType> cached = supertypeCache.get(name);
    if (cached != null) {
      return cached;
    }
    List<JType> result = new ArrayList<>();
    Optional<TypeDecl> declared = find(name);
    if (declared.isPresent()) {
      supertypeCache.put(name, List.of());
      TypeDecl type = declared.get();
      TypeDecl at = type.outer().orElse(type);
      for (TypeRef supertype : type.fact().supertypes()) {
        JType resolved = resolve(supertype, type.fact().name().isEmpty() ? at : type);
        if (!resolved.name().equals(name)) {
          result.add(resolved);
        }
      }
    } else {
      Library.supertypes(name).forEach(s -> result.add(JType.of(s)));
    }
    supertypeCache.put(name, List.copyOf(result));
    return result;
  }

  /** The type itself and all its supertypes, nearest first; arguments are carried along. */
  public List<JType> lineage(JType type) {
    List<JType> known = lineages.get(type);
    if (known == null) {
      known = List.copyOf(computeLineage(type));
      lineages.put(type, known);
    }
    return known;
  }

  private List<JType> computeLineage(JType type) {
    List<JType> result = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    Deque<JType> open = new ArrayDeque<>(List.of(type));
    while (!open.isEmpty() && seen.size() < MAX_SUPERTYPES) {
      JType next = open.removeFirst();
      if (next.name().isEmpty() || !seen.add(next.name())) {
        continue;
      }
      result.add(next);
      Map<String, JType> bound = bindings(next);
      for (JType supertype : supertypes(next.name())) {
        open.addLast(substitute(supertype, next, bound));
      }
    }
    return result;
  }

  private Map<String, JType> bindings(JType type) {
    TypeDecl declared = types.get(type.name());
    if (declared == null || type.arguments().isEmpty()) {
      return Map.of();
    }
    Map<String, JType> bound = new HashMap<>();
    List<TypeFact.TypeParameter> parameters = declared.fact().typeParameters();
    for (int i = 0; i < parameters.size() && i < type.arguments().size(); i++) {
      bound.put(parameters.get(i).name(), type.arguments().get(i));
    }
    return bound;
  }

  /** Replaces the type parameters of a declared supertype by the arguments of the subtype. */
  private JType substitute(JType supertype, JType subtype, Map<String, JType> bound) {
    TypeDecl declared = types.get(subtype.name());
    if (declared == null) {
      return Library.passesArguments(subtype.name())
          ? new JType(supertype.name(), subtype.arguments())
          : supertype;
    }
    for (TypeRef written : declared.fact().supertypes()) {
      if (resolveName(written.name(), declared).equals(supertype.name())) {
        return new JType(
            supertype.name(),
            written.arguments().stream().map(a -> resolve(a, declared, bound)).toList());
      }
    }
    return supertype;
  }

  /** The supertype of that name with its arguments, or the type itself. */
  public Optional<JType> as(JType type, String qualifiedName) {
    return lineage(type).stream().filter(t -> t.name().equals(qualifiedName)).findFirst();
  }

  /** Whether the type is, extends or implements the named one. */
  public boolean is(JType type, String qualifiedName) {
    return type.name().equals(qualifiedName)
        || (!type.isUnknown() && ancestors(type).contains(qualifiedName));
  }

  /** Whether the type is, extends or implements one of the named ones. */
  public boolean isAny(JType type, Collection<String> qualifiedNames) {
    if (qualifiedNames.contains(type.name())) {
      return true;
    }
    return !type.isUnknown() && !Collections.disjoint(ancestors(type), qualifiedNames);
  }

  private Set<String> ancestors(JType type) {
    Set<String> known = ancestors.get(type.name());
    if (known == null) {
      known = new HashSet<>();
      for (JType each : lineage(JType.of(type.name()))) {
        known.add(each.name());
      }
      ancestors.put(type.name(), known);
    }
    return known;
  }

  /** Whether the type, or one that it inherits from, leaves a type parameter to its subtypes. */
  boolean hasOpenBase(JType type) {
    return !type.isUnknown()
        && openBases.computeIfAbsent(
            type.name(),
            n ->
                lineage(JType.of(n)).stream()
                    .flatMap(t -> known(t.name()).stream())
                    .anyMatch(t -> !t.fact().typeParameters().isEmpty()));
  }

  /** Every declared type below the named one. */
  public List<TypeDecl> subtypes(String name) {
    List<TypeDecl> result = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      for (TypeDecl each : directSubtypes(open.removeFirst())) {
        if (seen.add(each.name())) {
          result.add(each);
          open.addLast(each.name());
        }
      }
    }
    return result;
  }

  /** A field and the type that declares it. */
  public record FieldDecl(TypeDecl owner, FieldFact fact) {}

  /** The field of that name, own or inherited. */
  public Optional<FieldDecl> field(TypeDecl type, String name) {
    for (JType each : lineage(JType.of(type.name()))) {
      Optional<TypeDecl> declared =
          each.name().equals(type.name()) ? Optional.of(type) : find(each.name());
      if (declared.isPresent()) {
        for (FieldFact field : declared.get().fact().fields()) {
          if (field.name().equals(name)) {
            return Optional.of(new FieldDecl(declared.get(), field));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Methods of that name that take so many arguments, nearest declaration first. */
  public List<MethodDecl> methods(TypeDecl type, String name, int arguments) {
    MethodKey key = new MethodKey(type, name, arguments);
    List<MethodDecl> known = methods.get(key);
    if (known == null) {
      known = findMethods(type, name, arguments);
      methods.put(key, known);
    }
    return known;
  }

  private List<MethodDecl> findMethods(TypeDecl type, String name, int arguments) {
    List<MethodDecl> result = new ArrayList<>();
    for (JType each : lineage(JType.of(type.name()))) {
      Optional<TypeDecl> declared =
          each.name().equals(type.name()) ? Optional.of(type) : find(each.name());
      if (declared.isPresent()) {
        for (MethodFact method : methodsByName(declared.get()).getOrDefault(name, List.of())) {
          MethodDecl candidate = new MethodDecl(declared.get(), method);
          if (candidate.takes(arguments)) {
            result.add(candidate);
          }
        }
      }
    }
    return List.copyOf(result);
  }

  private Map<String, List<MethodFact>> methodsByName(TypeDecl type) {
    return methodsByName.computeIfAbsent(
        type,
        t -> {
          Map<String, List<MethodFact>> byName = new HashMap<>();
          for (MethodFact method : t.fact().methods()) {
            byName.computeIfAbsent(method.name(), k -> new ArrayList<>()).add(method);
          }
          return byName;
        });
  }

  /** Declared types that directly name this one as a supertype. */
  List<TypeDecl> directSubtypes(String name) {
    while (!withoutSubtypes.isEmpty()) {
      List<TypeDecl> open = List.copyOf(withoutSubtypes);
      withoutSubtypes.clear();
      for (TypeDecl type : open) {
        for (JType supertype : supertypes(type.name())) {
          subtypes.computeIfAbsent(supertype.name(), k -> new ArrayList<>()).add(type);
        }
      }
    }
    return subtypes.getOrDefault(name, List.of());
  }
}
