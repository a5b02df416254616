package dev.watertight.analyzer;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Linker;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the types through which a file can reach a tenant table without a word that says so: a
 * repository that inherits its methods, a class whose method runs the SQL that it is given, a
 * holder of SQL constants. Files that name one of them must be read, too.
 */
final class Exporters {
  private static final List<String> INHERITED =
      List.of(
          "org.springframework.data.repository.Repository",
          "org.springframework.data.jpa.repository.JpaSpecificationExecutor",
          "org.jooq.DAO",
          "com.baomidou.mybatisplus.core.mapper.BaseMapper",
          "com.baomidou.mybatisplus.extension.service.IService");

  private final Set<String> tables = new TreeSet<>();
  private final Set<String> known = new TreeSet<>();

  Exporters(TenantModel model) {
    for (TenantTable table : model.tables()) {
      if (table.kind() == TenantTable.Kind.SCOPED) {
        tables.add(table.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  /** Simple names of such types that were not there before. */
  Set<String> more(Program program, Linker linker) {
    Set<String> names = new TreeSet<>();
    linker.takers().forEach(t -> names.add(simple(t)));
    for (TypeDecl type : program.types()) {
      if (program.isAny(JType.of(type.name()), INHERITED) || holdsSql(type.fact())) {
        names.add(type.outermost().fact().name());
        names.add(simple(type.name()));
      }
    }
    names.removeIf(n -> n.isEmpty() || !known.add(n));
    return names;
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
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
