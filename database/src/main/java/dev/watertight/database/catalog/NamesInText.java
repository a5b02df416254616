package dev.watertight.database.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objects whose names may stand in a text, found by the text's words and not by trying every name.
 * None that a text mentions as a word or words of its own is left out; some may be named that it
 * does not mention.
 */
final class NamesInText<T> {
  private static final Pattern WORD = Pattern.compile("\\w+");

  private final List<T> all;
  private final Map<String, List<Integer>> byFirstWord = new HashMap<>();
  private final List<Integer> withoutWord = new ArrayList<>();

  NamesInText(List<T> all, Function<T, String> name) {
    this.all = List.copyOf(all);
    for (int place = 0; place < all.size(); place++) {
      words(name.apply(all.get(place))).stream()
          .findFirst()
          .map(w -> byFirstWord.computeIfAbsent(w, k -> new ArrayList<>()))
          .orElse(withoutWord)
          .add(place);
    }
  }

  /** The objects that the text may mention, in the list's order. */
  List<T> in(String text) {
    Set<Integer> places = new TreeSet<>(withoutWord);
    for (String word : words(text)) {
      places.addAll(byFirstWord.getOrDefault(word, List.of()));
    }
    return places.stream().map(all::get).toList();
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group().toLowerCase(Locale.ROOT));
    }
    return words;
  }
}
