package dev.watertight.isolation.observation;

import dev.watertight.isolation.observation.Observation.Cut;
import dev.watertight.isolation.observation.Observation.Field;
import dev.watertight.isolation.observation.Observation.Fields;
import dev.watertight.isolation.observation.Observation.Items;
import dev.watertight.isolation.observation.Observation.Leaf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** One look at one result. */
final class Look {
  private static final Leaf NULL = new Leaf("null", "null");

  private final Limits limits;
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;

  Look(Limits limits) {
    this.limits = limits;
  }

  Observation at(@Nullable Object value) {
    nodes++;
    if (value == null) {
      return NULL;
    }
    if (nodes > limits.nodes()) {
      return new Cut("the result has more than " + limits.nodes() + " parts");
    }
    Optional<Leaf> leaf = Leaves.of(value);
    if (leaf.isPresent()) {
      return leaf.get().text().length() > limits.characters()
          ? new Cut("a text has more than " + limits.characters() + " characters")
          : leaf.get();
    }
    if (open.size() >= limits.depth()) {
      return new Cut("the result is nested more than " + limits.depth() + " deep");
    }
    if (!open.add(value)) {
      return new Leaf("object", "(the " + Shapes.typeName(value) + " that this is a part of)");
    }
    try {
      return inside(value);
    } finally {
      open.remove(value);
    }
  }

  private Observation inside(Object value) {
    if (value instanceof Throwable thrown) {
      return new Observer(limits).failure(thrown);
    }
    if (Shapes.isPublisher(value)) {
      return new Cut("a reactive publisher (" + Shapes.typeName(value) + ") is not subscribed to");
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    Optional<Map<String, Object>> row = Shapes.row(value);
    if (row.isPresent()) {
      return fields("row", row.get());
    }
    if (Shapes.isJson(value)) {
      return new Leaf("json", String.valueOf(value));
    }
    return several(value).or(() -> later(value)).orElseGet(() -> object(value));
  }

  private Optional<Observation> several(Object value) {
    if (value instanceof Optional<?> o) {
      return Optional.of(optional(o.isPresent() ? List.of(o.get()) : List.of()));
    }
    if (value instanceof OptionalInt o) {
      return Optional.of(optional(o.isPresent() ? List.of(o.getAsInt()) : List.of()));
    }
    if (value instanceof OptionalLong o) {
      return Optional.of(optional(o.isPresent() ? List.of(o.getAsLong()) : List.of()));
    }
    if (value instanceof OptionalDouble o) {
      return Optional.of(optional(o.isPresent() ? List.of(o.getAsDouble()) : List.of()));
    }
    if (value.getClass().isArray()) {
      return Optional.of(consume("array", Leaves.elements(value).iterator()));
    }
    if (value instanceof Set<?> set
        && !(value instanceof SortedSet)
        && !(value instanceof LinkedHashSet)) {
      return Optional.of(sorted(consume("set", set.iterator())));
    }
    if (value instanceof BaseStream<?, ?> stream) {
      return Optional.of(closing(stream, () -> consume("stream", stream.iterator())));
    }
    if (value instanceof Iterable<?> iterable && !Shapes.hasMoreThanElements(value)) {
      return Optional.of(closing(value, () -> consume("list", iterable.iterator())));
    }
    if (value instanceof Iterator<?> iterator) {
      return Optional.of(closing(value, () -> consume("stream", iterator)));
    }
    return Optional.empty();
  }

  private Observation optional(List<?> elements) {
    return consume("optional", elements.iterator());
  }

  private static Items sorted(Items items) {
    return new Items(
        items.kind(),
        items.elements().stream().sorted(Comparator.comparing(Observation::canonical)).toList());
  }

  private Items consume(String kind, Iterator<?> iterator) {
    List<Observation> elements = new ArrayList<>();
    try {
      while (iterator.hasNext()) {
        if (elements.size() >= limits.elements()) {
          elements.add(new Cut("more than " + limits.elements() + " elements"));
          break;
        }
        elements.add(at(iterator.next()));
      }
    } catch (RuntimeException | LinkageError e) {
      elements.add(new Observer(limits).failure(e));
    }
    return new Items(kind, elements);
  }

  private Observation closing(Object value, Supplier<Observation> look) {
    Observation seen;
    try {
      seen = look.get();
    } catch (RuntimeException e) {
      seen = new Observer(limits).failure(e);
    }
    if (value instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        return new Items("list", List.of(seen, new Observer(limits).failure(e)));
      }
    }
    return seen;
  }

  private Observation map(Map<?, ?> map) {
    List<Field> fields = new ArrayList<>();
    try {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (fields.size() >= limits.elements()) {
          fields.add(new Field("…", new Cut("more than " + limits.elements() + " entries")));
          break;
        }
        Observation key = at(entry.getKey());
        String name = key instanceof Leaf leaf ? leaf.text() : key.canonical();
        fields.add(new Field(name, at(entry.getValue())));
      }
    } catch (RuntimeException e) {
      fields.add(new Field("…", new Observer(limits).failure(e)));
    }
    if (!(map instanceof LinkedHashMap) && !(map instanceof SortedMap)) {
      fields.sort(Comparator.comparing(Field::name).thenComparing(f -> f.value().canonical()));
    }
    return new Fields("map", fields);
  }

  private Observation fields(String type, Map<String, Object> values) {
    List<Field> fields = new ArrayList<>();
    values.forEach((name, value) -> fields.add(new Field(name, at(value))));
    return new Fields(type, fields);
  }

  private Optional<Observation> later(Object value) {
    if (value instanceof CompletionStage<?> stage) {
      try {
        return Optional.of(await(stage.toCompletableFuture()));
      } catch (UnsupportedOperationException e) {
        return Optional.of(new Cut("a " + Shapes.typeName(value) + " cannot be waited for"));
      }
    }
    if (value instanceof Future<?> future) {
      return Optional.of(await(future));
    }
    if (value instanceof Callable<?> callable) {
      return Optional.of(called(callable));
    }
    // A page is also a supplier of its elements alone.
    return value instanceof Supplier<?> supplier && !(value instanceof Iterable)
        ? Optional.of(called(supplier::get))
        : Optional.empty();
  }

  private Observation await(Future<?> future) {
    try {
      return at(future.get(limits.patience().toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return new Observer(limits).failure(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      return new Cut("a future was not done after " + limits.patience());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Cut("interrupted while waiting for a future");
    } catch (RuntimeException e) {
      return new Observer(limits).failure(e);
    }
  }

  private Observation called(Callable<?> callable) {
    try {
      return at(callable.call());
    } catch (Exception e) {
      return new Observer(limits).failure(e);
    }
  }

  private Observation object(Object value) {
    if (Shapes.isInfrastructure(value)) {
      return new Leaf("object", Shapes.typeName(value));
    }
    Map<String, Callable<@Nullable Object>> parts = Shapes.parts(value);
    if (parts.isEmpty()) {
      return new Leaf("object", Shapes.print(value));
    }
    List<Field> fields = new ArrayList<>();
    parts.forEach((name, part) -> fields.add(new Field(name, part(part))));
    if (value instanceof Iterable<?> iterable) {
      fields.add(new Field("elements", closing(value, () -> consume("list", iterable.iterator()))));
    }
    return new Fields(Shapes.typeName(value), fields);
  }

  /** A part that cannot be read, such as a lazy relation, is no failure of the operation. */
  private Observation part(Callable<@Nullable Object> part) {
    try {
      return at(part.call());
    } catch (Exception | LinkageError e) {
      String message = e.getMessage();
      return new Leaf("object", "(not readable: " + e.getClass().getName() + ": " + message + ")");
    }
  }
}
