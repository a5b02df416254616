package dev.watertight.analyzer.text;

import dev.watertight.analyzer.sql.SqlText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The fragments of all mapper files, by the names under which they are included. */
final class Fragments {
  /** A fragment and the file that it stands in. */
  record Found(MapperFile file, MapperStatement fragment) {}

  private final Map<String, Found> byName = new HashMap<>();
  private final Map<String, List<Found>> matching = new HashMap<>();

  Fragments(List<MapperFile> files) {
    for (MapperFile file : files) {
      for (MapperStatement fragment : file.fragments()) {
        String name = file.namespace().isEmpty() ? "" : file.namespace() + ".";
        put(name + fragment.id(), new Found(file, fragment));
        put(fragment.id(), new Found(file, fragment)); // iBATIS, without namespaces
      }
    }
  }

  private void put(String name, Found found) {
    Found before = byName.get(name);
    if (before == null || !Databases.preferred(before.fragment)) {
      byName.put(name, found);
    }
  }

  /**
   * The fragments whose names an include can mean where a part of the name is unknown; none where
   * it is all unknown.
   */
  private List<Found> matching(MapperFile from, String refid) {
    return matching.computeIfAbsent(
        from.namespace() + "/" + refid, key -> allMatching(from.namespace(), refid));
  }

  private List<Found> allMatching(String namespace, String refid) {
    if (refid.chars().filter(Character::isLetterOrDigit).count() < 4) {
      return List.of();
    }
    String qualified = namespace + "." + refid;
    return byName.keySet().stream()
        .filter(n -> SqlText.canBe(refid, n) || SqlText.canBe(qualified, n))
        .sorted()
        .map(n -> Objects.requireNonNull(byName.get(n)))
        .distinct()
        .limit(8)
        .toList();
  }

  /** The fragments that an include in a file can mean: one, or several where its name has holes. */
  List<Found> targets(MapperFile from, String refid) {
    if (SqlText.hasHole(refid)) {
      return matching(from, refid);
    }
    return find(from, refid).stream().toList();
  }

  private Optional<Found> find(MapperFile from, String refid) {
    Found local = byName.get(from.namespace() + "." + refid);
    return Optional.ofNullable(local != null ? local : byName.get(refid));
  }
}
