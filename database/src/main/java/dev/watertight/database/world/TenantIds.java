package dev.watertight.database.world;

import dev.watertight.core.tenant.TenantModel;
import dev.watertight.database.catalog.Constraint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds ids for the tenants that every column which names a tenant takes. */
final class TenantIds {
  /** A column that holds an id. */
  private record Member(TablePlan plan, String column) {}

  private final Connection connection;
  private final List<TablePlan> plans;
  private final Plans tables;
  private final TenantModel model;
  private final WorldRequest request;
  private final ColumnMakers makers;

  /** By table and column: which of the tenant's ids it holds. */
  private final Map<Long, Map<String, Integer>> places = new HashMap<>();

  TenantIds(
      Connection connection,
      Plans tables,
      List<TablePlan> plans,
      TenantModel model,
      WorldRequest request,
      ColumnMakers makers) {
    this.connection = connection;
    this.tables = tables;
    this.plans = plans;
    this.model = model;
    this.request = request;
    this.makers = makers;
    for (TablePlan plan : plans) {
      Map<String, Integer> own = new HashMap<>();
      for (String column : plan.tenantColumns()) {
        own.put(column, index(column));
      }
      places.put(plan.table().oid(), own);
    }
    plans.stream()
        .filter(p -> p.kind() == TablePlan.Kind.TENANTS)
        .forEach(p -> places.put(p.table().oid(), keys(p)));
  }

  /** The columns of the table that hold a tenant's id, and which of its ids. */
  Map<String, Integer> places(TablePlan plan) {
    return places.getOrDefault(plan.table().oid(), Map.of());
  }

  /** Whether several columns name the tenant together, rather than one in several spellings. */
  private boolean together() {
    return plans.stream()
        .anyMatch(
            p ->
                p.tenantColumns().stream()
                        .filter(c -> model.tenantColumns().stream().anyMatch(c::equalsIgnoreCase))
                        .count()
                    > 1);
  }

  private int index(String column) {
    if (!together()) {
      return 0;
    }
    for (int i = 0; i < model.tenantColumns().size(); i++) {
      if (model.tenantColumns().get(i).equalsIgnoreCase(column)) {
        return i;
      }
    }
    return model.tenantColumns().size() - 1;
  }

  /** The columns of the tenant table that others mean when they name a tenant. */
  private Map<String, Integer> keys(TablePlan tenants) {
    Map<String, Integer> keys = new LinkedHashMap<>();
    Map<String, Integer> votes = new HashMap<>();
    for (TablePlan plan : plans) {
      for (Constraint key : plan.foreignKeys()) {
        if (tables.root(key.target().orElse(0L)) != tenants.table().oid()
            || plan.table().oid() == tenants.table().oid()) {
          continue;
        }
        for (int i = 0; i < key.columns().size(); i++) {
          if (plan.tenantColumns().contains(key.columns().get(i))) {
            String there = key.targetColumns().get(i);
            votes.merge(there + "\t" + index(key.columns().get(i)), 1, Integer::sum);
          }
        }
      }
    }
    votes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(e -> e.getKey().split("\t", -1))
        .filter(e -> !keys.containsValue(Integer.parseInt(e[1])))
        .forEach(e -> keys.putIfAbsent(e[0], Integer.parseInt(e[1])));
    if (!keys.isEmpty()) {
      return keys;
    }
    List<String> same =
        tenants.columns().stream()
            .map(c -> c.name())
            .filter(c -> model.tenantColumns().stream().anyMatch(c::equalsIgnoreCase))
            .toList();
    if (!same.isEmpty()) {
      same.forEach(c -> keys.put(c, index(c)));
      return keys;
    }
    List<String> primary =
        tenants.keys().stream()
            .filter(k -> k.predicate().isEmpty() && !k.exclusion())
            .map(TablePlan.Key::parts)
            .filter(k -> k.stream().allMatch(c -> tenants.table().column(c).isPresent()))
            .findFirst()
            .orElse(List.of());
    Optional<String> type = columnType();
    if (primary.size() == 1
        && type.map(t -> fits(t, tenants.type(primary.get(0)).base().plain())).orElse(true)) {
      keys.put(primary.get(0), 0);
    }
    return keys;
  }

  private Optional<String> columnType() {
    return plans.stream()
        .flatMap(p -> p.tenantColumns().stream().map(c -> p.type(c).base().plain()))
        .findFirst();
  }

  private static boolean fits(String column, String key) {
    boolean numbers = column.contains("int") && key.contains("int");
    boolean texts = column.matches("text|character.*") && key.matches("text|character.*");
    return column.equals(key) || numbers || texts;
  }

  /** The tenants, the attacker first. */
  List<Tenant> find() {
    int size = together() ? model.tenantColumns().size() : 1;
    List<List<String>> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ids.add(ids(i));
    }
    List<Tenant> tenants = new ArrayList<>();
    for (int t = 0; t < request.tenants(); t++) {
      List<String> own = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        // Two tenants that differ in the last column only show a policy that forgets it.
        own.add(ids.get(i).get(i < size - 1 ? Math.max(0, t - 1) : t));
      }
      tenants.add(new Tenant(label(t), own));
    }
    return tenants;
  }

  private static String label(int number) {
    StringBuilder label = new StringBuilder();
    for (int n = number; n >= 0; n = n / 26 - 1) {
      label.insert(0, (char) ('A' + n % 26));
    }
    return label.toString();
  }

  private List<String> ids(int place) {
    List<Member> members = new ArrayList<>();
    for (TablePlan plan : plans) {
      places(plan)
          .forEach(
              (column, at) -> {
                if (at == place) {
                  members.add(new Member(plan, column));
                }
              });
    }
    if (members.isEmpty()) {
      return defaults(
          new TypeShape(
              "text", "b", false, List.of(), Optional.empty(), List.of(), false, Map.of()));
    }
    members.sort(
        java.util.Comparator.comparing((Member m) -> m.plan.kind() != TablePlan.Kind.TENANTS));
    TypeShape type = members.get(0).plan.type(members.get(0).column).base();
    List<List<String>> candidates = candidates(members, type);
    for (List<String> ids : candidates) {
      if (new HashSet<>(ids).size() == ids.size() && accepted(ids, members)) {
        return ids;
      }
    }
    return mixed(candidates, members).orElseGet(() -> defaults(type));
  }

  private List<List<String>> candidates(List<Member> members, TypeShape type) {
    List<List<String>> candidates = new ArrayList<>();
    Set<String> checks = new java.util.LinkedHashSet<>();
    for (Member member : members) {
      makers
          .values(member.plan, member.column)
          .map(v -> v.stream().flatMap(Optional::stream).toList())
          .filter(v -> v.size() >= request.tenants())
          .ifPresent(v -> candidates.add(v.subList(0, request.tenants())));
      member.plan.checks().stream()
          .filter(c -> c.columns().contains(member.column))
          .forEach(c -> checks.add(c.expression()));
    }
    if (request.roleIds().size() >= request.tenants()) {
      candidates.add(request.roleIds().subList(0, request.tenants()));
    }
    add(candidates, defaults(type), type);
    List<Maker> all = new ArrayList<>(CheckMakers.of(type, List.copyOf(checks)));
    all.addAll(TypeMakers.of(type));
    for (Maker maker : all) {
      List<String> ids = new ArrayList<>();
      for (int t = 0; t < request.tenants(); t++) {
        maker.make(spot(t, members.get(0))).ifPresent(ids::add);
      }
      if (ids.size() == request.tenants()) {
        add(candidates, ids, type);
      }
    }
    return candidates;
  }

  /** Where an application is to be tempted, the ids are related as far as the schema permits. */
  private void add(List<List<String>> candidates, List<String> ids, TypeShape type) {
    if (request.uneven() && type.isText()) {
      if (!type.plain().equals("citext")) {
        TemptingIds.ofAllKinds(ids).ifPresent(candidates::add);
        candidates.add(TemptingIds.ofTwoKinds(ids));
      }
      candidates.add(TemptingIds.beginnings(ids));
    }
    candidates.add(ids);
  }

  private static Spot spot(int tenant, Member member) {
    return new Spot(
        new Tenant(label(tenant), List.of("")),
        tenant,
        0,
        1,
        Spot.Use.TENANT_ID,
        true,
        1000,
        member.column.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""),
        0,
        0);
  }

  private List<String> defaults(TypeShape type) {
    List<String> ids = new ArrayList<>();
    for (int t = 0; t < request.tenants(); t++) {
      ids.add(
          switch (type.plain()) {
            case "uuid" -> String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", t + 1);
            case "bigint", "integer", "numeric", "oid" -> Integer.toString(1001 + t);
            case "smallint" -> Integer.toString(101 + t);
            default -> "org_" + label(t).toLowerCase(Locale.ROOT);
          });
    }
    return ids;
  }

  /** One id of each candidate that is accepted by itself, such as the values of a list. */
  private Optional<List<String>> mixed(List<List<String>> candidates, List<Member> members) {
    Set<String> accepted = new java.util.LinkedHashSet<>();
    for (List<String> ids : candidates) {
      for (String id : ids) {
        if (accepted.size() < request.tenants() && accepted(List.of(id), members)) {
          accepted.add(id);
        }
      }
    }
    return accepted.size() == request.tenants()
        ? Optional.of(List.copyOf(accepted))
        : Optional.empty();
  }

  private boolean accepted(List<String> ids, List<Member> members) {
    for (Member member : members) {
      TypeShape type = member.plan.type(member.column);
      if (type.base().isText() && ids.stream().anyMatch(id -> id.length() > type.base().limit())) {
        return false;
      }
      List<Evaluation.Question> checks =
          member.plan.checks().stream()
              .filter(c -> c.columns().equals(Set.of(member.column)))
              .map(c -> new Evaluation.Question(c.expression(), Evaluation.As.CHECK, c.columns()))
              .toList();
      if (checks.isEmpty() && type.base().isText()) {
        continue;
      }
      List<Draft> rows = new ArrayList<>();
      for (String id : ids) {
        Draft row = new Draft(member.plan, new Tenant("A", List.of(id)), 0, 0, false);
        row.values.put(member.column, Optional.of(id));
        rows.add(row);
      }
      List<Evaluation.Question> questions = new ArrayList<>(checks);
      questions.add(new Evaluation.Question("true", Evaluation.As.CHECK, Set.of(member.column)));
      try {
        if (new Evaluation(connection, member.plan)
            .answers(rows, questions).stream()
                .flatMap(List::stream)
                .anyMatch(a -> a.filter("t"::equals).isEmpty())) {
          return false;
        }
      } catch (SQLException e) {
        return false;
      }
    }
    return true;
  }
}
