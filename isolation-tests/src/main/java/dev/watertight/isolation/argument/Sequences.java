package dev.watertight.isolation.argument;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a list of elements is passed as. */
final class Sequences {
  private Sequences() {}

  static Object of(Class<?> type, List<@Nullable Object> elements) {
    if (type == Stream.class) {
      return elements.stream();
    }
    if (type == Iterator.class) {
      return elements.iterator();
    }
    return type == Queue.class || type == Deque.class || type == ArrayDeque.class
        ? new ArrayDeque<>(elements)
        : elements;
  }

  static String java(Class<?> type, String list) {
    if (type == Stream.class) {
      return list + ".stream()";
    }
    if (type == Iterator.class) {
      return list + ".iterator()";
    }
    return type == Queue.class || type == Deque.class || type == ArrayDeque.class
        ? "new java.util.ArrayDeque<>(" + list + ")"
        : "new java.util.ArrayList<>(" + list + ")";
  }
}
