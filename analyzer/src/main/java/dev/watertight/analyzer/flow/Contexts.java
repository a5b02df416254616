package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.sql.SettingChange;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.finding.FlowStep;
import dev.watertight.core.finding.Location;
import dev.watertight.core.tenant.TenantModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where the tenant's setting is set for a transaction, and whether there is one. */
final class Contexts {
  private static final Set<String> ROLES = Set.of("role", "session_authorization");

  private final Configuration configuration;
  private final TenantModel model;
  private final Code code;
  private final List<Access> setting;
  private final Transactions transactions;

  Contexts(
      Configuration configuration,
      TenantModel model,
      Code code,
      Types types,
      Callers callers,
      List<Access> accesses) {
    this.configuration = configuration;
    this.model = model;
    this.code = code;
    this.transactions = new Transactions(code, types, callers);
    this.setting = accesses.stream().filter(a -> change(a).isPresent()).toList();
  }

  private Optional<SettingChange> change(Access access) {
    return access.settings().stream()
        .filter(s -> s.scope() == SettingChange.Scope.TRANSACTION)
        .filter(this::isTenant)
        .filter(s -> s.value().filter(String::isBlank).isEmpty())
        .findFirst();
  }

  private boolean isTenant(SettingChange change) {
    if (change.name().isEmpty()) {
      return true;
    }
    String name = change.name().get().toLowerCase(Locale.ROOT);
    if (ROLES.contains(name)) {
      return configuration.tenant().rolePerTenant();
    }
    return model.setting().map(s -> s.equalsIgnoreCase(name)).orElse(name.indexOf('.') > 0);
  }

  /** The accesses that set the tenant. */
  List<Access> setting() {
    return setting;
  }

  List<Found> outsideTransactions() {
    List<Found> found = new ArrayList<>();
    for (Access access : setting) {
      Optional<MethodDecl> declared = access.method().filter(m -> m.fact().body().isEmpty());
      if (declared.isPresent()) {
        transactions
            .without(declared.get())
            .ifPresent(way -> found.add(found(access, Unit.of(declared.get()), way)));
        continue;
      }
      Optional<Unit> unit = unit(access);
      if (unit.isEmpty()) {
        continue;
      }
      Optional<Node> at = unit.get().at(access.at());
      if (at.isEmpty()) {
        continue;
      }
      transactions
          .without(at.get(), unit.get())
          .ifPresent(way -> found.add(found(access, unit.get(), way)));
    }
    return found;
  }

  /** Whether a transaction is open wherever the access is reached from. */
  boolean isInTransaction(Access access) {
    Optional<Unit> unit = unit(access);
    Optional<Node> at = unit.flatMap(u -> u.at(access.at()));
    return at.isPresent() && transactions.without(at.get(), unit.get()).isEmpty();
  }

  Optional<Unit> unit(Access access) {
    if (access.method().isPresent()) {
      return access.method().map(code::unit);
    }
    Optional<TypeDecl> type = access.type();
    String name = access.member().substring(access.member().indexOf('#') + 1);
    return type.flatMap(
        t ->
            t.fact().fields().stream()
                .filter(f -> f.name().equals(name) && f.initializer().isPresent())
                .findFirst()
                .map((FieldFact f) -> code.unit(t, f)));
  }

  private Found found(Access access, Unit unit, List<Callers.Site> way) {
    SettingChange change = change(access).orElseThrow();
    String name = change.name().map(n -> "`" + n + "`").orElse("A setting of unknown name");
    String from =
        !way.isEmpty() && way.get(way.size() - 1).unit() != unit
            ? " when it is reached from `" + simple(way.get(way.size() - 1).unit()) + "`"
            : "";
    List<FlowStep> steps = new ArrayList<>();
    if (way.size() > 1) {
      for (int i = way.size() - 1; i >= 0; i--) {
        Callers.Site step = way.get(i);
        steps.add(
            new FlowStep(
                location(step.unit(), span(step.at())),
                i == 0
                    ? "the setting is set"
                    : "`" + simple(step.unit()) + "` calls on, without a transaction"));
      }
    }
    return Found.in(
            unit,
            access.at(),
            name
                + " is set for the transaction, and no transaction is open"
                + from
                + ": the setting ends with this very statement, and the queries behind it run without"
                + " a tenant. Set it inside the transaction that runs the queries (@Transactional on a"
                + " public method that is called from outside, TransactionTemplate, the context of"
                + " jOOQ's transaction lambda, setAutoCommit(false)).",
            Optional.empty(),
            access.text())
        .with(steps);
  }

  static String simple(Unit unit) {
    return Code.simple(unit.type().name())
        + "."
        + unit.method()
            .map(m -> m.fact().name())
            .orElseGet(() -> unit.field().orElseThrow().name());
  }

  static Span span(Node node) {
    return node.item() instanceof Expr.Call call ? call.nameSpan() : ((Expr) node.item()).span();
  }

  static Location location(Unit unit, Span at) {
    return new Location.InFile(unit.path(), at.line(), at.column(), at.endLine(), at.endColumn());
  }
}
