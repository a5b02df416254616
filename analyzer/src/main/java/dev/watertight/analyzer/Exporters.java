package dev.watertight.analyzer;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.facts.TypeRef;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Linker;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the types through which a file can reach a tenant table without a word that says so: a
 * repository that inherits its methods, a class whose method runs the SQL that it is given, a
 * holder of SQL constants, a base class with a handle of the database. Files that name one of them
 * must be read, too.
 */
final class Exporters {
  private static final List<String> INHERITED =
      List.of(
          "org.springframework.data.repository.Repository",
          "org.springframework.data.jpa.repository.JpaSpecificationExecutor",
          "org.jooq.DAO",
          "com.baomidou.mybatisplus.core.mapper.BaseMapper",
          "com.baomidou.mybatisplus.extension.service.IService");

  private static final Set<String> HANDLES =
      Set.of(
          "DSLContext",
          "Connection",
          "Statement",
          "JdbcTemplate",
          "JdbcOperations",
          "NamedParameterJdbcTemplate",
          "NamedParameterJdbcOperations",
          "JdbcClient",
          "DatabaseClient",
          "EntityManager",
          "Session",
          "StatelessSession",
          "HibernateTemplate",
          "CriteriaBuilder",
          "SqlSession",
          "SqlSessionTemplate",
          "Handle",
          "JPAQueryFactory",
          "SQLQueryFactory");

  private final Set<String> tables = new TreeSet<>();
  private final Set<String> known = new TreeSet<>();
  private final Set<TypeDecl> looked = new HashSet<>();

  Exporters(TenantModel model) {
    for (TenantTable table : model.tables()) {
      if (table.kind() == TenantTable.Kind.SCOPED) {
        tables.add(table.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  /**
   * What was not known before of such types: the files to be read name one of the types, and one of
   * their methods where only these matter.
   *
   * @return simple names of types, by the method's name, which is empty where any use matters
   */
  Map<String, Set<String>> more(Program program, Linker linker) {
    Map<String, Set<String>> names = new TreeMap<>();
    linker.takers().forEach((method, types) -> types.forEach(t -> add(method, simple(t), names)));
    for (TypeDecl type : program.types()) {
      if (looked.add(type)
          && (program.isAny(JType.of(type.name()), INHERITED)
              || holdsSql(type.fact())
              || handsDown(type, program))) {
        add("", type.outermost().fact().name(), names);
        add("", simple(type.name()), names);
      }
    }
    return names;
  }

  private void add(String method, String type, Map<String, Set<String>> names) {
    // A constructor is called by the name of its type.
    String called = method.equals("<init>") ? "" : method;
    if (!type.isEmpty() && known.add(called + " " + type)) {
      names.computeIfAbsent(called, k -> new TreeSet<>()).add(type);
    }
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Whether subclasses, or whoever has one, get a handle of the database from it. */
  private static boolean handsDown(TypeDecl type, Program program) {
    for (JType each : program.lineage(JType.of(type.name()))) {
      Optional<TypeDecl> declared = program.known(each.name());
      if (declared.isPresent()
          && (declared.get().fact().fields().stream()
                  .anyMatch(
                      f ->
                          !f.modifiers().isPrivate() && isHandle(f.type(), declared.get(), program))
              || declared.get().fact().methods().stream()
                  .anyMatch(
                      m ->
                          !m.modifiers().isPrivate()
                              && isHandle(m.returnType(), declared.get(), program)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHandle(TypeRef type, TypeDecl at, Program program) {
    return HANDLES.contains(simple(type.name()))
        && program.known(program.resolveName(type.name(), at)).isEmpty();
  }

  private boolean holdsSql(TypeFact type) {
    for (FieldFact field : type.fields()) {
      if (!field.modifiers().isPrivate()
          && field.initializer().isPresent()
          && namesTable(field.initializer().get())) {
        return true;
      }
    }
    for (MethodFact method : type.methods()) {
      if (!method.modifiers().isPrivate()
          && method.returnType().name().matches("String|CharSequence|StringBuilder")
          && method.body().isPresent()) {
        boolean[] found = {false};
        Parts.expressions(
            method.body().get(), e -> found[0] |= e instanceof Expr.Text t && hasTable(t.value()));
        if (found[0]) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean namesTable(Expr expression) {
    boolean[] found = {false};
    Parts.expressions(expression, e -> found[0] |= e instanceof Expr.Text t && hasTable(t.value()));
    return found[0];
  }

  private boolean hasTable(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return tables.stream().anyMatch(lower::contains);
  }
}
