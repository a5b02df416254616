package dev.watertight.database.world;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Values that the text of a check suggests: what it compares with, what its patterns match, texts
 * of the lengths it speaks of. Whether one satisfies the check is PostgreSQL's to say.
 */
final class CheckMakers {
  private static final int LONGEST = 4000;

  private final TypeShape type;
  private final List<Maker> makers = new ArrayList<>();

  private CheckMakers(TypeShape type) {
    this.type = type.base();
  }

  /** Makers for a column of the type, best first; empty where the checks suggest nothing. */
  static List<Maker> of(TypeShape type, List<String> checks) {
    CheckMakers found = new CheckMakers(type);
    for (String check : checks) {
      found.add(CheckText.of(check));
    }
    return found.makers;
  }

  private void add(CheckText check) {
    if (type.array()) {
      arrays(check);
    } else if (type.isText()) {
      texts(check);
    } else if (type.isNumber()) {
      numbers(check);
    } else if (type.isTime()) {
      times(check);
    } else if (type.plain().startsWith("json")) {
      json(check);
    } else {
      others(check);
    }
  }

  private static List<String> plain(CheckText check) {
    Set<String> plain = new LinkedHashSet<>();
    for (CheckText.Literal literal : check.literals()) {
      if (!literal.operator().contains("~") && !literal.operator().equals("similar")) {
        plain.add(literal.text());
      }
    }
    return List.copyOf(plain);
  }

  /** One of the texts: for a key each row another, else the first. */
  private void choice(List<String> texts) {
    if (texts.size() > 1) {
      makers.add(
          spot ->
              Optional.of(
                  texts.get(
                      spot.global() || spot.use() != Spot.Use.CANARY
                          ? (int) Math.floorMod(spot.number() - 1, (long) texts.size())
                          : 0)));
    }
    texts.forEach(text -> makers.add(Maker.constant(text)));
  }

  private void texts(CheckText check) {
    for (CheckText.Literal literal : check.literals()) {
      String operator = literal.operator();
      if (operator.startsWith("!")) {
        continue;
      }
      if (operator.equals("similar")) {
        regex("^" + literal.text().replace("%", ".*").replace("_", ".") + "$");
      } else if (operator.contains("~~")) {
        like(literal.text());
      } else if (operator.contains("~")) {
        regex(literal.text());
      }
    }
    List<String> plain = plain(check).stream().filter(t -> t.length() <= type.limit()).toList();
    choice(plain.stream().filter(t -> !t.isBlank()).toList());
    lengths(check);
    int limit = type.limit();
    if (check.calls("upper") || check.calls("lower")) {
      makers.add(spot -> Optional.of(spot.text(limit).toLowerCase(Locale.ROOT)));
      makers.add(spot -> Optional.of(spot.text(limit).toUpperCase(Locale.ROOT)));
    }
    for (String text : plain) {
      makers.add(spot -> fitting(text + spot.text(40)));
      makers.add(spot -> fitting(spot.text(40) + text));
      makers.add(spot -> fitting(spot.text(40) + text + spot.text(40)));
    }
    for (String number : check.numbers()) {
      if (number.matches("-?\\d{1,15}")) {
        makers.add(spot -> fitting(Long.toString(Long.parseLong(number) + spot.number())));
      }
    }
    usual();
  }

  /** Texts of forms that functions often ask for, for checks that say no more than a name. */
  private void usual() {
    makers.add(spot -> fitting(spot.text(40) + "@example.com"));
    makers.add(spot -> fitting(spot.text(40).toLowerCase(Locale.ROOT)));
    makers.add(spot -> fitting(spot.text(40).toUpperCase(Locale.ROOT)));
    makers.add(spot -> fitting(Long.toString(spot.number())));
    makers.add(spot -> fitting("https://example.com/" + spot.text(40)));
    makers.add(spot -> fitting("+1555" + (1_000_000 + spot.number())));
    makers.add(spot -> fitting("2024-01-01"));
    makers.add(
        spot ->
            fitting(
                "00000000-0000-4000-8000-" + String.format(Locale.ROOT, "%012x", spot.number())));
    for (String text :
        List.of(
            "UTC", "US", "USD", "en", "en-US", "1.0.0", "{}", "#a0b1c2", "a/b", "10.0.0.1", "")) {
      makers.add(spot -> fitting(text));
    }
  }

  private Optional<String> fitting(String text) {
    return text.length() <= type.limit() ? Optional.of(text) : Optional.empty();
  }

  private void like(String pattern) {
    makers.add(
        spot -> {
          String fill = spot.use() == Spot.Use.TENANT_ID ? spot.mark() : spot.text(24);
          StringBuilder text = new StringBuilder();
          boolean filled = false;
          for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
              text.append(pattern.charAt(++i));
            } else if (c == '%') {
              text.append(filled ? "" : fill);
              filled = true;
            } else {
              text.append(c == '_' ? (char) ('a' + Math.floorMod(spot.number(), 26)) : c);
            }
          }
          return fitting(text.toString());
        });
  }

  private void regex(String pattern) {
    for (boolean full : new boolean[] {true, false}) {
      makers.add(spot -> sample(pattern, full, spot.mark(), spot));
      makers.add(spot -> sample(pattern, full, spot.mark().toLowerCase(Locale.ROOT), spot));
      makers.add(spot -> sample(pattern, full, spot.mark().toUpperCase(Locale.ROOT), spot));
    }
    if (!pattern.startsWith("^")) {
      makers.add(spot -> sample(pattern, false, "", spot).flatMap(s -> fitting(spot.text(24) + s)));
    }
  }

  private Optional<String> sample(String pattern, boolean full, String fill, Spot spot) {
    boolean shared = spot.use() == Spot.Use.NATURAL;
    long number = shared ? spot.number() : spot.distinct() + spot.offset();
    return RegexSample.of(pattern, full, fill, number).flatMap(this::fitting);
  }

  private void lengths(CheckText check) {
    if (!check.calls("length") && !check.calls("len")) {
      return;
    }
    for (String number : check.numbers()) {
      if (!number.matches("\\d{1,4}") || Integer.parseInt(number) > LONGEST) {
        continue;
      }
      int stated = Integer.parseInt(number);
      for (int length : new int[] {stated, stated - 1, stated + 1}) {
        if (length > 0 && length <= type.limit()) {
          makers.add(
              spot -> {
                String text = spot.text(length);
                return Optional.of("x".repeat(length - text.length()).concat(text));
              });
          makers.add(
              spot -> {
                String digits = Long.toString(spot.number());
                return Optional.of(
                    digits.length() > length
                        ? digits.substring(digits.length() - length)
                        : "0".repeat(length - digits.length()).concat(digits));
              });
        }
      }
    }
  }

  private void numbers(CheckText check) {
    List<BigDecimal> numbers =
        check.numbers().stream()
            .filter(n -> n.length() < 20 && !n.endsWith("."))
            .map(BigDecimal::new)
            .distinct()
            .sorted()
            .toList();
    if (numbers.size() > 1) {
      long low = numbers.get(0).longValue();
      long size = Math.max(1, numbers.get(numbers.size() - 1).longValue() - low + 1);
      makers.add(spot -> number(BigDecimal.valueOf(low + Math.floorMod(spot.number() - 1, size))));
    }
    List<BigDecimal> all = new ArrayList<>(numbers);
    all.add(BigDecimal.ZERO);
    for (BigDecimal n : all) {
      makers.add(spot -> number(n.add(BigDecimal.valueOf(spot.number() - 1))));
      makers.add(spot -> number(n.subtract(BigDecimal.valueOf(spot.number()))));
      makers.add(spot -> number(n));
      makers.add(spot -> number(n.add(BigDecimal.ONE)));
      makers.add(spot -> number(n.subtract(BigDecimal.ONE)));
      makers.add(spot -> number(n.multiply(BigDecimal.valueOf(spot.number()))));
      makers.add(spot -> number(n.multiply(BigDecimal.valueOf(spot.number() + 1))));
      for (BigDecimal other : numbers) {
        makers.add(spot -> number(n.add(other)));
      }
      if (!type.plain().matches("smallint|integer|bigint|oid")) {
        makers.add(
            spot ->
                number(
                    n.add(
                        new BigDecimal("0.01").multiply(BigDecimal.valueOf(spot.number() % 90)))));
      }
    }
    for (CheckText.Literal literal : check.literals()) {
      if (literal.text().matches("-?\\d+(\\.\\d+)?")) {
        makers.add(Maker.constant(literal.text()));
      }
    }
  }

  private static Optional<String> number(BigDecimal n) {
    return Optional.of(n.toPlainString());
  }

  private void times(CheckText check) {
    for (String literal : plain(check)) {
      Optional<LocalDateTime> at = moment(literal);
      if (at.isEmpty()) {
        continue;
      }
      LocalDateTime from = at.get();
      boolean day = type.plain().equals("date");
      makers.add(
          spot ->
              written(
                  day
                      ? from.plusDays(spot.number())
                      : from.plusMinutes(spot.number() + 500L * (spot.ordinal() % 20))));
      makers.add(spot -> written(from));
      makers.add(
          spot -> written(day ? from.minusDays(spot.number()) : from.minusMinutes(spot.number())));
    }
    for (String literal : plain(check)) {
      if (literal.equals("infinity") || literal.equals("-infinity")) {
        makers.add(Maker.constant(literal));
      }
    }
  }

  private Optional<String> written(LocalDateTime at) {
    return Optional.of(TypeMakers.format(type, at));
  }

  /** The moment that a literal tells, in UTC, as a scratch server prints it. */
  private static Optional<LocalDateTime> moment(String literal) {
    try {
      String text = literal.replaceFirst("[+-]\\d\\d(:\\d\\d)?$", "").strip();
      if (literal.matches("\\d{4}-\\d\\d-\\d\\d")) {
        return Optional.of(LocalDate.parse(literal).atStartOfDay());
      }
      return Optional.of(LocalDateTime.parse(text.replace(' ', 'T')));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private void json(CheckText check) {
    List<String> plain =
        plain(check).stream().filter(l -> l.matches("[^\"\\\\{}\\[\\]]+")).limit(8).toList();
    List<String> keys = plain.isEmpty() ? List.of() : plain;
    for (String value : List.of("", "1", "[]", "{}", "true")) {
      if (!keys.isEmpty()) {
        makers.add(
            spot -> {
              List<String> fields = new ArrayList<>();
              String filled = value.isEmpty() ? quoted(spot.text(40)) : value;
              keys.forEach(k -> fields.add(quoted(k) + ": " + filled));
              return Optional.of("{" + String.join(", ", fields) + "}");
            });
      }
    }
    for (String key : keys) {
      for (String value : keys) {
        if (!key.equals(value)) {
          makers.add(
              spot ->
                  Optional.of(
                      "{\"name\": "
                          + quoted(spot.text(40))
                          + ", "
                          + quoted(key)
                          + ": "
                          + quoted(value)
                          + "}"));
        }
      }
    }
    makers.add(spot -> Optional.of("[" + quoted(spot.text(40)) + "]"));
    makers.add(spot -> Optional.of("[{\"name\": " + quoted(spot.text(40)) + "}]"));
    makers.add(spot -> Optional.of(quoted(spot.text(40))));
    plain(check).stream()
        .filter(l -> l.startsWith("{") || l.startsWith("["))
        .forEach(l -> makers.add(Maker.constant(l)));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private void arrays(CheckText check) {
    List<String> plain = plain(check).stream().filter(l -> !l.startsWith("{")).toList();
    TypeShape element = type.inner().orElse(type);
    plain.forEach(l -> makers.add(Maker.constant("{" + quoted(l) + "}")));
    if (plain.size() > 1) {
      makers.add(
          Maker.constant(
              "{" + String.join(",", plain.stream().map(CheckMakers::quoted).toList()) + "}"));
    }
    List<Maker> inner = new ArrayList<>(CheckMakers.of(element, element.allChecks()));
    inner.addAll(TypeMakers.of(element));
    for (String number : check.numbers()) {
      if (number.matches("\\d{1,2}")) {
        int stated = Integer.parseInt(number);
        for (int size : new int[] {stated, stated + 1, Math.max(0, stated - 1)}) {
          makers.add(
              spot -> {
                List<String> elements = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                  inner
                      .get(0)
                      .make(spot.at(spot.row() + i))
                      .map(CheckMakers::quoted)
                      .ifPresent(elements::add);
                }
                return Optional.of("{" + String.join(",", elements) + "}");
              });
        }
      }
    }
  }

  private void others(CheckText check) {
    choice(plain(check));
    if (type.plain().equals("bytea")) {
      for (String number : check.numbers()) {
        if (number.matches("\\d{1,4}")) {
          int size = Integer.parseInt(number);
          makers.add(spot -> Optional.of("\\x" + "0a".repeat(size)));
        }
      }
    }
    if (type.plain().equals("inet") || type.plain().equals("cidr")) {
      for (String number : check.numbers()) {
        if (number.matches("\\d{1,2}") && Integer.parseInt(number) <= 32) {
          int bits = Integer.parseInt(number);
          makers.add(
              spot ->
                  Optional.of(
                      bits >= 24
                          ? "10."
                              + (spot.tenantNumber() + 1)
                              + "."
                              + spot.row() % 250
                              + ".0/"
                              + bits
                          : "10.0.0.0/" + Math.max(8, bits)));
        }
      }
    }
    if (type.plain().startsWith("interval")) {
      for (String unit : List.of("seconds", "minutes", "hours", "days", "months")) {
        makers.add(spot -> Optional.of(spot.number() + " " + unit));
      }
      makers.add(Maker.constant("0 seconds"));
    }
    if (type.plain().equals("xml")) {
      makers.add(spot -> Optional.of("<item><name>" + spot.text(40) + "</name></item>"));
    }
  }
}
