package dev.watertight.analyzer.schema;

import dev.watertight.core.tenant.detection.ColumnFact;
import dev.watertight.core.tenant.detection.ForeignKeyFact;
import dev.watertight.core.tenant.detection.PolicyFact;
import dev.watertight.core.tenant.detection.TableFact;
import dev.watertight.core.tenant.detection.ViewFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A schema while changes are applied to it. Tables are told apart by name, and not by schema: code
 * rarely says the schema, and scripts for several databases name it differently.
 */
final class SchemaState {
  private final Map<String, TableFact> tables = new LinkedHashMap<>();
  private final Map<String, ViewFact> views = new LinkedHashMap<>();
  private final Map<String, PolicyFact> policies = new LinkedHashMap<>();
  private final Map<String, String> settings = new HashMap<>();
  private final Set<String> rls = new LinkedHashSet<>();

  /** Tables that scripts alter and none makes: what they had before is not known. */
  private final Set<String> madeElsewhere = new LinkedHashSet<>();

  void apply(SchemaChange change) {
    if (change instanceof SchemaChange.CreateTable create) {
      create(create);
    } else if (change instanceof SchemaChange.AlterTable alter) {
      altered(alter.table());
    } else if (change instanceof SchemaChange.AddColumn add) {
      edit(add.table(), t -> withColumn(t, add.column()));
    } else if (change instanceof SchemaChange.AddForeignKey add) {
      edit(
          add.table(),
          t -> withKeys(t, plus(t.foreignKeys(), add.key()), t.primaryAndUniqueKeys()));
    } else if (change instanceof SchemaChange.AddKey add) {
      edit(
          add.table(),
          t -> withKeys(t, t.foreignKeys(), plus(t.primaryAndUniqueKeys(), add.columns())));
    } else if (change instanceof SchemaChange.RenameColumn rename) {
      edit(rename.table(), t -> renamed(t, rename.column(), rename.to()));
    } else if (change instanceof SchemaChange.DropColumn drop) {
      edit(drop.table(), t -> without(t, drop.column()));
    } else if (change instanceof SchemaChange.SetSchema set) {
      edit(
          set.table(),
          t -> rebuilt(t, Optional.of(set.schema()), t.name(), t.columns(), t.parent()));
    } else if (change instanceof SchemaChange.SetParent set) {
      edit(set.table(), t -> rebuilt(t, t.schema(), t.name(), t.columns(), set.parent()));
    } else if (change instanceof SchemaChange.RenameTable rename) {
      rename(rename.table(), rename.to());
    } else if (change instanceof SchemaChange.Drop drop) {
      drop(key(drop.name()));
    } else if (change instanceof SchemaChange.RowLevelSecurity security) {
      if (security.enabled()) {
        rls.add(key(security.table()));
      } else {
        rls.remove(key(security.table()));
      }
    } else if (change instanceof SchemaChange.CreateView create) {
      views.put(key(create.view().name()), create.view());
    } else if (change instanceof SchemaChange.CreatePolicy create) {
      PolicyFact policy = create.policy();
      policies.put(key(policy.table()) + "/" + key(policy.policyName()), policy);
    } else if (change instanceof SchemaChange.DropPolicy drop) {
      policies.remove(key(drop.table()) + "/" + key(drop.policy()));
    } else if (change instanceof SchemaChange.SettingFunction function) {
      settings.put(key(function.function()), function.setting());
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void edit(String table, UnaryOperator<TableFact> edit) {
    tables.computeIfPresent(key(table), (k, t) -> edit.apply(t));
  }

  private void altered(TableFact table) {
    String name = key(table.name());
    if (!views.containsKey(name) && tables.putIfAbsent(name, table) == null) {
      madeElsewhere.add(name);
    }
  }

  private void create(SchemaChange.CreateTable create) {
    TableFact table = create.table();
    List<String> sources = new ArrayList<>(create.likes());
    table.parent().ifPresent(sources::add);
    for (String source : sources) {
      TableFact like = tables.get(key(source));
      if (like != null) {
        for (ColumnFact column : like.columns()) {
          table = withColumn(table, column);
        }
      }
    }
    TableFact before = tables.get(key(table.name()));
    if (before == null) {
      tables.put(key(table.name()), table);
      return;
    }
    if (madeElsewhere.remove(key(table.name()))) {
      TableFact altered = before;
      before = table;
      table = altered;
    }
    // The same table for another database, or "if not exists" once more: together they tell more.
    TableFact merged = before;
    for (ColumnFact column : table.columns()) {
      merged = before.column(column.name()).isPresent() ? merged : withColumn(merged, column);
    }
    List<ForeignKeyFact> foreignKeys = new ArrayList<>(merged.foreignKeys());
    table.foreignKeys().stream().filter(k -> !foreignKeys.contains(k)).forEach(foreignKeys::add);
    List<List<String>> keys = new ArrayList<>(merged.primaryAndUniqueKeys());
    table.primaryAndUniqueKeys().stream().filter(k -> !keys.contains(k)).forEach(keys::add);
    tables.put(key(table.name()), withKeys(merged, foreignKeys, keys));
  }

  private void rename(String from, String to) {
    TableFact table = tables.remove(key(from));
    if (madeElsewhere.remove(key(from))) {
      madeElsewhere.add(key(to));
    }
    if (table != null) {
      tables.put(key(to), rebuilt(table, table.schema(), to, table.columns(), table.parent()));
    }
    ViewFact view = views.remove(key(from));
    if (view != null) {
      views.put(
          key(to),
          new ViewFact(
              view.schema(),
              to,
              view.columns(),
              view.allColumns(),
              view.reads(),
              view.source(),
              view.line()));
    }
    if (rls.remove(key(from))) {
      rls.add(key(to));
    }
    tables.replaceAll((name, t) -> retargeted(t, from, to));
    for (PolicyFact policy : List.copyOf(policies.values())) {
      if (policy.table().equalsIgnoreCase(from)) {
        policies.remove(key(from) + "/" + key(policy.policyName()));
        policies.put(
            key(to) + "/" + key(policy.policyName()),
            new PolicyFact(
                to,
                policy.policyName(),
                policy.column(),
                policy.setting(),
                policy.functions(),
                policy.text(),
                policy.source(),
                policy.line()));
      }
    }
  }

  private static TableFact retargeted(TableFact table, String from, String to) {
    boolean concerns =
        table.parent().filter(p -> p.equalsIgnoreCase(from)).isPresent()
            || table.foreignKeys().stream().anyMatch(k -> k.targetTable().equalsIgnoreCase(from));
    if (!concerns) {
      return table;
    }
    UnaryOperator<String> rename = name -> name.equalsIgnoreCase(from) ? to : name;
    TableFact result =
        rebuilt(table, table.schema(), table.name(), table.columns(), table.parent().map(rename));
    return withKeys(
        result,
        result.foreignKeys().stream()
            .map(
                k ->
                    new ForeignKeyFact(
                        k.columns(), rename.apply(k.targetTable()), k.targetColumns()))
            .toList(),
        result.primaryAndUniqueKeys());
  }

  private void drop(String name) {
    tables.remove(name);
    madeElsewhere.remove(name);
    views.remove(name);
    rls.remove(name);
    policies.keySet().removeIf(k -> k.startsWith(name + "/"));
  }

  private static TableFact withColumn(TableFact table, ColumnFact column) {
    List<ColumnFact> columns = new ArrayList<>();
    boolean replaced = false;
    for (ColumnFact old : table.columns()) {
      boolean same = old.name().equalsIgnoreCase(column.name());
      columns.add(same ? column : old);
      replaced |= same;
    }
    if (!replaced) {
      columns.add(column);
    }
    return rebuilt(table, table.schema(), table.name(), columns, table.parent());
  }

  private static TableFact without(TableFact table, String column) {
    List<ColumnFact> columns =
        table.columns().stream().filter(c -> !c.name().equalsIgnoreCase(column)).toList();
    TableFact result = rebuilt(table, table.schema(), table.name(), columns, table.parent());
    return withKeys(
        result,
        result.foreignKeys().stream().filter(k -> !contains(k.columns(), column)).toList(),
        result.primaryAndUniqueKeys().stream().filter(k -> !contains(k, column)).toList());
  }

  private static boolean contains(List<String> columns, String column) {
    return columns.stream().anyMatch(c -> c.equalsIgnoreCase(column));
  }

  private static TableFact renamed(TableFact table, String column, String to) {
    UnaryOperator<String> rename = c -> c.equalsIgnoreCase(column) ? to : c;
    List<ColumnFact> columns =
        table.columns().stream()
            .map(c -> new ColumnFact(rename.apply(c.name()), c.type(), c.nullable()))
            .toList();
    TableFact result = rebuilt(table, table.schema(), table.name(), columns, table.parent());
    return withKeys(
        result,
        result.foreignKeys().stream()
            .map(
                k ->
                    new ForeignKeyFact(
                        k.columns().stream().map(rename).toList(),
                        k.targetTable(),
                        k.targetColumns()))
            .toList(),
        result.primaryAndUniqueKeys().stream().map(k -> k.stream().map(rename).toList()).toList());
  }

  private static TableFact rebuilt(
      TableFact t,
      Optional<String> schema,
      String name,
      List<ColumnFact> columns,
      Optional<String> parent) {
    return new TableFact(
        schema,
        name,
        columns,
        t.foreignKeys(),
        t.primaryAndUniqueKeys(),
        parent,
        t.source(),
        t.line(),
        t.origin(),
        t.javaType());
  }

  private static TableFact withKeys(
      TableFact t, List<ForeignKeyFact> foreignKeys, List<List<String>> keys) {
    return new TableFact(
        t.schema(),
        t.name(),
        t.columns(),
        foreignKeys,
        keys,
        t.parent(),
        t.source(),
        t.line(),
        t.origin(),
        t.javaType());
  }

  private static <T> List<T> plus(List<T> list, T element) {
    List<T> all = new ArrayList<>(list);
    if (!all.contains(element)) {
      all.add(element);
    }
    return all;
  }

  List<TableFact> tables() {
    return List.copyOf(tables.values());
  }

  List<ViewFact> views() {
    return List.copyOf(views.values());
  }

  /** The policies; a setting that only a function reads is filled in. */
  List<PolicyFact> policies() {
    return policies.values().stream().map(this::withSetting).toList();
  }

  private PolicyFact withSetting(PolicyFact policy) {
    if (policy.setting().isPresent()) {
      return policy;
    }
    Optional<String> setting =
        policy.functions().stream().filter(settings::containsKey).map(settings::get).findFirst();
    return new PolicyFact(
        policy.table(),
        policy.policyName(),
        policy.column(),
        setting,
        policy.functions(),
        policy.text(),
        policy.source(),
        policy.line());
  }

  List<String> rlsTables() {
    return List.copyOf(rls);
  }
}
