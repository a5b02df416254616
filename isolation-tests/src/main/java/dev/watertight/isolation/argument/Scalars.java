package dev.watertight.isolation.argument;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** The types whose values have no parts. */
final class Scalars {
  private static final Map<Class<?>, Scalar> ALL = new LinkedHashMap<>();
  private static final Instant START = Instant.parse("2031-01-01T00:00:00Z");
  private static final List<String> DAYS = List.of("1970-01-01", "2000-02-29", "9999-12-31");
  private static final List<String> TIMES =
      List.of("1970-01-01T00:00:00Z", "2000-02-29T12:00:00Z", "9999-12-31T00:00:00Z");

  static {
    texts();
    numbers();
    times();
    others();
  }

  private Scalars() {}

  /** The type, boxed or not; empty where its values have parts. */
  static Optional<Scalar> of(Class<?> type) {
    return Optional.ofNullable(ALL.get(boxed(type)));
  }

  static Class<?> boxed(Class<?> type) {
    if (!type.isPrimitive()) {
      return type == CharSequence.class ? String.class : type;
    }
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }

  private static <T> void add(
      Class<T> type,
      Function<String, T> read,
      Function<T, String> java,
      List<String> edges,
      LongFunction<String> fresh) {
    ALL.put(type, new Scalar(type, read::apply, v -> java.apply(type.cast(v)), edges, fresh));
  }

  private static void texts() {
    add(
        String.class,
        t -> t,
        JavaText::quoted,
        List.of("", " ", "%", "_"),
        n -> "fresh" + Long.toString(Math.floorMod(n, 2_176_782_336L), 36));
    add(
        Character.class,
        Scalars::character,
        c -> "'" + (c == '\'' || c == '\\' ? "\\" : "") + c + "'",
        List.of("%", "_", " "),
        n -> String.valueOf((char) ('a' + Math.floorMod(n, 26))));
    add(
        UUID.class,
        UUID::fromString,
        v -> "java.util.UUID.fromString(\"" + v + "\")",
        List.of("00000000-0000-0000-0000-000000000000"),
        n -> new UUID((n & ~0xF000L) | 0x4000L, (~n >>> 2) | Long.MIN_VALUE).toString());
    add(Boolean.class, Scalars::bool, String::valueOf, List.of("true", "false"), n -> "true");
  }

  private static char character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException(text);
    }
    return text.charAt(0);
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "t", "true" -> true;
      case "f", "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static void numbers() {
    List<String> small = List.of("1", "0", "2", "10", "-1", "50");
    LongFunction<String> big = n -> Long.toString(900_000 + Math.floorMod(n, 100_000));
    add(Integer.class, Integer::valueOf, String::valueOf, small, big);
    add(Long.class, Long::valueOf, v -> v + "L", small, big);
    add(
        Short.class,
        Short::valueOf,
        v -> "(short) " + v,
        small,
        n -> "" + Math.floorMod(n, 30_000));
    add(Byte.class, Byte::valueOf, v -> "(byte) " + v, small, n -> "" + Math.floorMod(n, 120));
    add(Double.class, Double::valueOf, v -> v + "d", small, big);
    add(Float.class, Float::valueOf, v -> v + "f", small, big);
    add(
        BigDecimal.class,
        BigDecimal::new,
        v -> "new java.math.BigDecimal(\"" + v + "\")",
        small,
        big);
    add(
        BigInteger.class,
        BigInteger::new,
        v -> "new java.math.BigInteger(\"" + v + "\")",
        small,
        big);
  }

  private static Instant at(long n) {
    return START.plusSeconds(Math.floorMod(n, 30_000_000));
  }

  private static LocalDate day(long n) {
    return LocalDate.ofInstant(at(n), ZoneOffset.UTC);
  }

  private static void times() {
    parsed(Instant.class, t -> offset(t).toInstant(), TIMES, n -> at(n).toString());
    parsed(OffsetDateTime.class, Scalars::offset, TIMES, n -> at(n).toString());
    parsed(ZonedDateTime.class, t -> offset(t).toZonedDateTime(), TIMES, n -> at(n).toString());
    parsed(
        LocalDateTime.class,
        t -> offset(t).toLocalDateTime(),
        List.of("1970-01-01T00:00:00", "9999-12-31T00:00:00"),
        n -> LocalDateTime.ofInstant(at(n), ZoneOffset.UTC).toString());
    parsed(LocalDate.class, LocalDate::parse, DAYS, n -> day(n).toString());
    parsed(
        LocalTime.class,
        LocalTime::parse,
        List.of("00:00", "23:59:59"),
        n -> LocalTime.ofSecondOfDay(Math.floorMod(n, 86_400)).toString());
    parsed(YearMonth.class, YearMonth::parse, List.of("1970-01", "2030-12"), n -> "2031-05");
    parsed(Year.class, Year::parse, List.of("1970", "2030"), n -> "2031");
    parsed(Duration.class, Duration::parse, List.of("PT0S", "PT24H"), n -> "PT1H");
    parsed(Period.class, Period::parse, List.of("P0D", "P1Y"), n -> "P1D");
    add(
        Date.class,
        t -> Date.from(offset(t).toInstant()),
        v -> "java.util.Date.from(java.time.Instant.parse(\"" + v.toInstant() + "\"))",
        TIMES,
        n -> at(n).toString());
    add(
        java.sql.Timestamp.class,
        t -> java.sql.Timestamp.from(offset(t).toInstant()),
        v -> "java.sql.Timestamp.from(java.time.Instant.parse(\"" + v.toInstant() + "\"))",
        TIMES,
        n -> at(n).toString());
    add(
        java.sql.Date.class,
        java.sql.Date::valueOf,
        v -> "java.sql.Date.valueOf(\"" + v + "\")",
        DAYS,
        n -> day(n).toString());
    add(
        java.sql.Time.class,
        java.sql.Time::valueOf,
        v -> "java.sql.Time.valueOf(\"" + v + "\")",
        List.of("00:00:00", "23:59:59"),
        n -> "12:00:00");
  }

  private static <T> void parsed(
      Class<T> type, Function<String, T> read, List<String> edges, LongFunction<String> fresh) {
    add(type, read, v -> type.getName() + ".parse(\"" + v + "\")", edges, fresh);
  }

  /** Reads PostgreSQL's {@code 2024-01-01 00:00:00+00} as well as Java's form. */
  private static OffsetDateTime offset(String text) {
    String iso = text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
    if (iso.matches(".*T.*[+-]\\d{2}$")) {
      iso += ":00";
    }
    return iso.matches(".*T.*(Z|[+-]\\d{2}:\\d{2})$")
        ? OffsetDateTime.parse(iso)
        : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
  }

  private static void others() {
    add(
        ZoneId.class,
        ZoneId::of,
        v -> "java.time.ZoneId.of(\"" + v + "\")",
        List.of("UTC", "Europe/Berlin"),
        n -> "UTC");
    add(
        Locale.class,
        Locale::forLanguageTag,
        v -> "java.util.Locale.forLanguageTag(\"" + v.toLanguageTag() + "\")",
        List.of("en", "tr"),
        n -> "de");
    add(
        Currency.class,
        Currency::getInstance,
        v -> "java.util.Currency.getInstance(\"" + v + "\")",
        List.of("EUR", "USD"),
        n -> "CHF");
    add(
        URI.class,
        URI::create,
        v -> "java.net.URI.create(" + JavaText.quoted(v.toString()) + ")",
        List.of("https://example.org/"),
        n -> "https://example.org/" + Math.floorMod(n, 1000));
    add(
        byte[].class,
        Scalars::bytes,
        Scalars::javaBytes,
        List.of("\\x", "\\x00"),
        n -> "\\x" + HexFormat.of().toHexDigits(n));
  }

  private static byte[] bytes(String text) {
    return text.startsWith("\\x")
        ? HexFormat.of().parseHex(text.substring(2))
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static String javaBytes(byte[] bytes) {
    List<String> all = new java.util.ArrayList<>();
    for (byte b : bytes) {
      all.add(Byte.toString(b));
    }
    return all.stream().collect(Collectors.joining(", ", "new byte[] {", "}"));
  }
}
