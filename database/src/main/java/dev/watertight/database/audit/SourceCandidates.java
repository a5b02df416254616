package dev.watertight.database.audit;

import dev.watertight.core.tenant.TenantModel;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a setting may have to hold, best guess first. */
final class SourceCandidates {
  private static final int MOST = 14;

  private final Catalog catalog;
  private final World world;
  private final PolicySettings policies;

  SourceCandidates(Catalog catalog, World world, PolicySettings policies) {
    this.catalog = catalog;
    this.world = world;
    this.policies = policies;
  }

  /** Candidates for a setting that these policies read. */
  List<ContextSource> of(String setting, List<Policy> read, TenantModel model) {
    StringBuilder text = new StringBuilder();
    Set<Relation> relations = new LinkedHashSet<>();
    for (Policy policy : read) {
      text.append(policies.text(policy)).append('\n');
      relations.addAll(policies.reads(policy));
      catalog.relation(policy.table()).ifPresent(relations::add);
    }
    Set<ContextSource> found = new LinkedHashSet<>();
    Set<List<String>> paths = PolicySettings.paths(text.toString());
    boolean json =
        !paths.isEmpty()
            && setting
                .toLowerCase(Locale.ROOT)
                .matches(".*(jwt|claims|json|context|session|user).*");
    if (json) {
      found.add(json(paths, relations, true));
      found.add(json(paths, relations, false));
    }
    found.addAll(plain(last(setting), relations));
    if (!paths.isEmpty() && !json) {
      found.add(json(paths, relations, true));
    }
    PolicySettings.literals(text.toString()).stream()
        .limit(3)
        .forEach(l -> found.add(new ContextSource.Fixed(l)));
    return found.stream().limit(MOST).toList();
  }

  private static String last(String setting) {
    return setting.substring(setting.lastIndexOf('.') + 1);
  }

  private ContextSource json(Set<List<String>> paths, Set<Relation> relations, boolean byName) {
    Map<List<String>, ContextSource> fields = new LinkedHashMap<>();
    for (List<String> path : paths) {
      List<ContextSource> values = plain(path.get(path.size() - 1), relations);
      fields.put(path, byName ? values.get(0) : new ContextSource.Id(0));
    }
    return new ContextSource.Json(fields);
  }

  /** Values for something of this name: a person's id, or a tenant's. */
  private List<ContextSource> plain(String name, Set<Relation> relations) {
    List<ContextSource> ids = new ArrayList<>();
    for (int i = 0; i < world.attacker().ids().size(); i++) {
      ids.add(new ContextSource.Id(i));
    }
    String key = simple(name);
    boolean person =
        key.matches(".*(user|member|sub|uid|person|account|subject|login|email|actor).*");
    List<ContextSource> same = new ArrayList<>();
    List<ContextSource> similar = new ArrayList<>();
    for (Relation relation : relations) {
      for (Column column : relation.columns()) {
        String simple = simple(column.name());
        ContextSource source = new ContextSource.OfRow(relation, column.name());
        if (simple.equals(key)) {
          same.add(source);
        } else if (isSimilar(key, simple, person)) {
          similar.add(source);
        }
      }
    }
    List<ContextSource> all = new ArrayList<>();
    if (person) {
      all.addAll(same);
      all.addAll(similar);
      all.addAll(ids);
    } else {
      all.addAll(ids);
      all.addAll(same);
      all.addAll(similar);
    }
    return all;
  }

  private static boolean isSimilar(String key, String column, boolean person) {
    if (person && column.matches(".*(user|member|sub|uid|person|login|email).*")) {
      return true;
    }
    return column.length() > 2 && key.endsWith(column);
  }

  private static String simple(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "").replaceFirst("^current", "");
  }
}
