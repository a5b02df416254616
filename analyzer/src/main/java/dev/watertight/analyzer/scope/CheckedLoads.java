package dev.watertight.analyzer.scope;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Loads by id in methods that have to do with the tenant: the row may be checked after it was
 * loaded, or its key may contain the tenant. Whether the check stands where it has to is not looked
 * at, so nothing is said of these.
 */
public final class CheckedLoads {
  private final Set<String> names = new HashSet<>();

  /** By the names of the tenant columns. */
  public CheckedLoads(List<String> tenantColumns) {
    names.add("tenant");
    for (String column : tenantColumns) {
      String bare = column.toLowerCase(Locale.ROOT).replace("_", "");
      names.add(bare.length() > 4 ? bare.replaceFirst("id$", "") : bare);
    }
  }

  /** Whether it is a read by id in a method in which the tenant is named. */
  public boolean isChecked(Access access, Program program) {
    boolean load =
        access.wording().isPresent()
            && access.wording().get().variants().stream()
                .allMatch(v -> v.startsWith("select ") && v.endsWith(" where its_id = ?"));
    Optional<Stmt.Block> body = access.method().map(MethodDecl::fact).flatMap(MethodFact::body);
    return load
        && (body.isEmpty()
            || namesTenant(body.get())
            || Parts.any(
                body.get(),
                e -> e instanceof Expr.Call call && callsCheck(call, access.type(), program),
                s -> false));
  }

  private boolean callsCheck(Expr.Call call, Optional<TypeDecl> type, Program program) {
    return call.scope().isEmpty()
        && type.isPresent()
        && program.methods(type.get(), call.name(), call.arguments().size()).stream()
            .flatMap(m -> m.fact().body().stream())
            .anyMatch(this::namesTenant);
  }

  private boolean namesTenant(Stmt body) {
    return Parts.any(
        body,
        e ->
            (e instanceof Expr.Name name && isTenant(name.id()))
                || (e instanceof Expr.Field field && isTenant(field.name()))
                || (e instanceof Expr.MethodRef reference && isTenant(reference.name()))
                || (e instanceof Expr.Call call && isTenant(call.name())),
        s -> false);
  }

  private boolean isTenant(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return names.stream().anyMatch(lower::contains);
  }
}
