package dev.watertight.isolation.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Changes at places of a text, which lie apart or within one another. */
final class Edits {
  private record Edit(Span span, String before, String after, boolean keeps) {}

  private final String text;
  private final List<Edit> edits = new ArrayList<>();

  Edits(String text) {
    this.text = text;
  }

  /** Puts something before and behind a place. */
  void wrap(Span span, String before, String after) {
    edits.add(new Edit(span, before, after, true));
  }

  void replace(Span span, String by) {
    edits.add(new Edit(span, by, "", false));
  }

  String text(Span span) {
    return text.substring(span.start(), span.end());
  }

  String apply() {
    edits.sort(
        Comparator.comparingInt((Edit e) -> e.span().start())
            .thenComparing(Comparator.comparingInt((Edit e) -> e.span().end()).reversed()));
    StringBuilder result = new StringBuilder();
    Deque<Edit> open = new ArrayDeque<>();
    int at = 0;
    for (Edit edit : edits) {
      while (!open.isEmpty() && open.peek().span().end() <= edit.span().start()) {
        at = close(open.pop(), at, result);
      }
      result.append(text, at, edit.span().start()).append(edit.before());
      at = edit.keeps() ? edit.span().start() : edit.span().end();
      open.push(edit);
    }
    while (!open.isEmpty()) {
      at = close(open.pop(), at, result);
    }
    return result.append(text, at, text.length()).toString();
  }

  private int close(Edit edit, int at, StringBuilder result) {
    result.append(text, at, edit.span().end()).append(edit.after());
    return edit.span().end();
  }
}
