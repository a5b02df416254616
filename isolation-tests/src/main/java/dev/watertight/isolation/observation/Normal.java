package dev.watertight.isolation.observation;

import dev.watertight.isolation.observation.Observation.Spot;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of an observation what differs between two runs of the same operation: random ids are
 * renamed by the order in which they appear, times within the run become {@code <now>}, generated
 * keys are renamed where the caller says which fields hold one. What stays must be the same.
 */
public final class Normal {
  private static final Pattern UUID =
      Pattern.compile(
          "\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b");
  private static final Pattern TIME =
      Pattern.compile(
          "\\b(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}(?::\\d{2})?(?:\\.\\d{1,9})?)"
              + "(Z|[+-]\\d{2}(?::?\\d{2})?)?(?:\\[[\\w/+-]+])?");
  private static final Pattern ADDRESS = Pattern.compile("(?<=[\\w$\\]])@[0-9a-f]{5,8}\\b");

  private final Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Instant begin;
  private final Instant end;
  private final Set<String> keyFields = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private Normal(Set<String> known, Instant begin, Instant end, Set<String> keyFields) {
    this.known.addAll(known);
    this.begin = begin;
    this.end = end;
    this.keyFields.addAll(keyFields);
  }

  /**
   * Normalises the observations of one run.
   *
   * @param known ids and keys that mean the same in every run: those of the world and of the
   *     arguments
   * @param begin when the run began
   * @param end when it ended
   * @param keyFields names of fields that hold a generated key which is a number
   */
  public static Normal of(Set<String> known, Instant begin, Instant end, Set<String> keyFields) {
    return new Normal(known, begin, end, keyFields);
  }

  /** The observation without what differs by itself. */
  public Observation of(Observation observation) {
    Map<String, String> names = new HashMap<>();
    return observation.withTexts(spot -> of(spot, names));
  }

  private Spot of(Spot spot, Map<String, String> names) {
    String text = spot.text();
    if (spot.kind().equals("number")) {
      String field = spot.path().replaceAll(".*\\.", "").replaceAll("\\[\\d+]$", "");
      return keyFields.contains(field) && !known.contains(text)
          ? new Spot(spot.path(), renamed("key", text, names), "number")
          : spot;
    }
    text =
        replace(
            UUID,
            text,
            found ->
                known.contains(found.group())
                    ? found.group()
                    : renamed("uuid", found.group().toLowerCase(Locale.ROOT), names));
    text = replace(TIME, text, found -> isNow(found) ? "<now>" : found.group());
    if (!spot.kind().equals("text")) {
      text = ADDRESS.matcher(text).replaceAll("@<address>");
    }
    return new Spot(spot.path(), text, spot.kind());
  }

  private static String renamed(String kind, String text, Map<String, String> names) {
    return names.computeIfAbsent(
        kind + ' ' + text,
        k -> {
          long before = names.keySet().stream().filter(n -> n.startsWith(kind + ' ')).count();
          return "<" + kind + " " + (before + 1) + ">";
        });
  }

  private interface Replacement {
    String of(Matcher found);
  }

  private static String replace(Pattern pattern, String text, Replacement replacement) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int last = 0;
    while (matcher.find()) {
      out.append(text, last, matcher.start()).append(replacement.of(matcher));
      last = matcher.end();
    }
    return last == 0 ? text : out.append(text, last, text.length()).toString();
  }

  private boolean isNow(Matcher found) {
    if (known.contains(found.group())) {
      return false;
    }
    String zone = found.group(3);
    return instant(found.group(1) + "T" + found.group(2), Optional.ofNullable(zone))
        .filter(i -> !i.isBefore(begin.minusSeconds(2)) && !i.isAfter(end.plusSeconds(2)))
        .isPresent();
  }

  private static Optional<Instant> instant(String local, Optional<String> zone) {
    try {
      if (zone.isEmpty()) {
        return Optional.of(LocalDateTime.parse(local).atZone(ZoneId.systemDefault()).toInstant());
      }
      String offset = zone.get();
      if (offset.length() == 3) {
        offset += ":00";
      } else if (offset.length() == 5) {
        offset = offset.substring(0, 3) + ":" + offset.substring(3);
      }
      return Optional.of(OffsetDateTime.parse(local + offset).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
