package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.Contexts.ContextSite;
import dev.watertight.isolation.sql.Findings.PredicateSite;
import dev.watertight.isolation.sql.Findings.StampSite;
import dev.watertight.isolation.sql.Parts.Part;
import dev.watertight.isolation.sql.ReadStatement.Kind;
import dev.watertight.isolation.sql.ReadStatement.Predicate;
import dev.watertight.isolation.sql.ReadStatement.Stamp;
import dev.watertight.isolation.sql.ReadStatement.Unscoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads statements against a schema. Safe for use by several threads. */
public final class StatementReader {
  private static final int CACHED = 10_000;

  /** A text of several statements is of the kind that comes first here. */
  private static final List<Kind> WEIGHT =
      List.of(
          Kind.OPAQUE,
          Kind.MERGE,
          Kind.DELETE,
          Kind.UPDATE,
          Kind.INSERT,
          Kind.SELECT,
          Kind.CONTEXT,
          Kind.TRANSACTION,
          Kind.UTILITY);

  private final Parts parts;
  private final Map<String, Reading> cache = new ConcurrentHashMap<>();

  public StatementReader(SqlSchema schema) {
    this.parts = new Parts(new Names(schema));
  }

  /** What the statement says, from a cache where it was read before. */
  public ReadStatement read(String sql) {
    return reading(sql).statement();
  }

  Reading reading(String sql) {
    Reading known = cache.get(sql);
    if (known != null) {
      return known;
    }
    Reading reading = reading(sql, parts.read(sql));
    if (cache.size() >= CACHED) {
      cache.clear();
    }
    cache.put(sql, reading);
    return reading;
  }

  private static Reading reading(String sql, List<Part> parts) {
    List<PredicateSite> predicates = new ArrayList<>();
    List<StampSite> stamps = new ArrayList<>();
    List<ContextSite> contexts = new ArrayList<>();
    Set<String> tables = new LinkedHashSet<>();
    List<Unscoped> unscoped = new ArrayList<>();
    Optional<String> opaque = Optional.empty();
    Kind kind = Kind.UTILITY;
    boolean writes = false;
    for (Part part : parts) {
      Findings found = part.findings();
      predicates.addAll(found.predicates);
      stamps.addAll(found.stamps);
      contexts.addAll(part.contexts());
      found.tables.forEach(table -> tables.add(table.qualifiedName()));
      found.occurrences.stream()
          .filter(occurrence -> !occurrence.isConstrained())
          .map(o -> new Unscoped(o.table().qualifiedName(), o.alias()))
          .forEach(unscoped::add);
      opaque = opaque.or(found::problem);
      kind = WEIGHT.indexOf(part.kind()) < WEIGHT.indexOf(kind) ? part.kind() : kind;
      writes |= found.writes;
    }
    predicates.sort(
        Comparator.comparingInt((PredicateSite p) -> p.whole().start())
            .thenComparingInt(p -> p.columnSpan().start()));
    stamps.sort(Comparator.comparingInt(s -> s.value().start()));
    return new Reading(
        new ReadStatement(
            sql,
            kind,
            opaque,
            tables,
            predicates(sql, predicates),
            stamps(sql, stamps),
            unscoped,
            writes,
            contexts.stream().map(ContextSite::setting).toList()),
        List.copyOf(predicates),
        List.copyOf(stamps),
        List.copyOf(contexts));
  }

  private static List<Predicate> predicates(String sql, List<PredicateSite> sites) {
    List<Predicate> predicates = new ArrayList<>();
    for (PredicateSite site : sites) {
      predicates.add(
          new Predicate(
              predicates.size(),
              site.table().qualifiedName(),
              site.alias(),
              site.column(),
              text(sql, site.whole())));
    }
    return predicates;
  }

  private static List<Stamp> stamps(String sql, List<StampSite> sites) {
    List<Stamp> stamps = new ArrayList<>();
    for (StampSite site : sites) {
      stamps.add(
          new Stamp(
              stamps.size(), site.table().qualifiedName(), site.column(), text(sql, site.value())));
    }
    return stamps;
  }

  private static String text(String sql, Span span) {
    return sql.substring(span.start(), span.end());
  }
}
