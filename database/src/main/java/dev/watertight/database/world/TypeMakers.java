package dev.watertight.database.world;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Values by type alone. The first maker of a type is the best one where nothing else is said. */
final class TypeMakers {
  private static final LocalDateTime START = LocalDateTime.of(2024, 1, 1, 0, 0);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);

  private TypeMakers() {}

  /** The makers for a type, best first. */
  static List<Maker> of(TypeShape type) {
    List<Maker> makers = new ArrayList<>();
    TypeShape base = type.base();
    if (base.kind().equals("e")) {
      int size = base.labels().size();
      makers.add(
          spot ->
              size == 0
                  ? Optional.empty()
                  : Optional.of(base.labels().get(isKey(spot) ? index(spot, size) : 0)));
      base.labels().forEach(label -> makers.add(Maker.constant(label)));
      return makers;
    }
    makers.add(spot -> value(base, spot));
    switch (base.plain()) {
      case "boolean" -> {
        makers.add(Maker.constant("true"));
        makers.add(Maker.constant("false"));
      }
      case "json", "jsonb" ->
          List.of("{}", "[]", "\"x\"", "1", "true").forEach(j -> makers.add(Maker.constant(j)));
      case "inet", "cidr" ->
          makers.add(
              spot ->
                  Optional.of(
                      String.format(
                          Locale.ROOT,
                          "fd00:%x:%x::%s",
                          spot.tenantNumber() + 1,
                          spot.row() + 1,
                          base.plain().equals("cidr") ? "/48" : "1")));
      default -> {}
    }
    if (base.array()) {
      makers.add(Maker.constant("{}"));
    }
    if (base.isTime()) {
      for (int days = 0; days < 7; days++) {
        int shift = days;
        makers.add(spot -> Optional.of(moment(base, spot, shift)));
      }
      makers.add(
          spot -> Optional.of(format(base, START.plusMonths(Math.floorMod(spot.number(), 1200L)))));
    }
    return makers;
  }

  private static boolean isKey(Spot spot) {
    return spot.global() || spot.use() == Spot.Use.NATURAL;
  }

  private static int index(Spot spot, int size) {
    return (int) Math.floorMod(spot.number() - 1, (long) size);
  }

  private static Optional<String> value(TypeShape type, Spot spot) {
    if (type.array()) {
      return type.inner().flatMap(e -> first(e, spot)).map(text -> "{" + quoted(text) + "}");
    }
    return switch (type.kind()) {
      case "c" -> {
        List<String> parts = new ArrayList<>();
        type.attributes()
            .values()
            .forEach(a -> parts.add(first(a, spot).map(TypeMakers::quoted).orElse("")));
        yield Optional.of("(" + String.join(",", parts) + ")");
      }
      case "r" -> type.inner().map(bound -> range(bound, spot));
      case "m" -> type.inner().flatMap(r -> value(r, spot)).map(range -> "{" + range + "}");
      default -> Optional.of(plain(type, spot));
    };
  }

  private static Optional<String> first(TypeShape type, Spot spot) {
    if (!type.kind().equals("d")) {
      return of(type).get(0).make(spot);
    }
    // A domain inside an array or a row: what its own checks speak of is the better guess.
    List<Maker> mined = CheckMakers.of(type, type.allChecks());
    return (mined.isEmpty() ? of(type).get(0) : mined.get(0)).make(spot);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String range(TypeShape bound, Spot spot) {
    if (bound.isNumber()) {
      return "[" + spot.number() * 10 + "," + (spot.number() * 10 + 5) + ")";
    }
    String low = first(bound, spot).orElse("");
    String high =
        bound.isTime() ? first(bound, spot.ordinal(spot.ordinal() + 1)).orElse("") : low + "z";
    return "[" + quoted(low) + "," + quoted(high) + ")";
  }

  private static String moment(TypeShape type, Spot spot, int days) {
    long number = Math.floorMod(spot.number() - 1, 20_000L);
    return format(
        type,
        type.plain().equals("date")
            ? START.plusDays(40 * number + spot.ordinal() % 39 + days)
            : START.plusDays(number + days).plusMinutes(20L * (spot.ordinal() % 70)));
  }

  /** A moment as the type writes it. */
  static String format(TypeShape type, LocalDateTime at) {
    return switch (type.plain()) {
      case "date" -> DAY.format(at);
      case "timestamp with time zone" -> MOMENT.format(at) + "+00";
      default -> MOMENT.format(at);
    };
  }

  private static String plain(TypeShape type, Spot spot) {
    long n = spot.number();
    String name = type.plain();
    if (type.isText()) {
      return spot.text(type.limit());
    }
    if (type.isTime()) {
      return moment(type, spot, 0);
    }
    if (name.startsWith("interval")) {
      return spot.ordinal() + " hours " + n + " minutes";
    }
    String text = spot.text(Integer.MAX_VALUE);
    return switch (name) {
      case "smallint", "integer", "bigint", "oid", "money", "xid" ->
          Long.toString(isKey(spot) ? n : spot.distinct());
      case "real", "double precision" -> spot.distinct() + ".5";
      case "numeric" -> numeric(type, isKey(spot) ? n : spot.distinct());
      case "boolean" -> Boolean.toString(spot.row() % 2 == 1);
      case "uuid" ->
          String.format(
              Locale.ROOT,
              "%08x-%04x-4000-8%03x-%012x",
              spot.table(),
              spot.ordinal(),
              spot.use() == Spot.Use.NATURAL ? 0 : spot.tenantNumber() + 1,
              spot.row() + 1);
      case "time without time zone" -> time(spot);
      case "time with time zone" -> time(spot) + "+00";
      case "json", "jsonb" -> "{\"name\": \"" + text + "\", \"number\": " + n + "}";
      case "xml" -> "<value>" + text + "</value>";
      case "bytea" -> "\\x" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
      case "inet" -> address(spot) + "." + (spot.row() % 250 + 1);
      case "cidr" -> address(spot) + "." + spot.row() % 250 + "/32";
      case "macaddr" -> "08:00:2b" + mac(spot);
      case "macaddr8" -> "08:00:2b:ff:fe" + mac(spot);
      case "bit" -> bits(type, spot, true);
      case "bit varying" -> bits(type, spot, false);
      case "point" -> "(" + n + "," + spot.ordinal() + ")";
      case "line" -> "{1,-1," + n + "}";
      case "lseg" -> "[(0,0),(" + n + ",1)]";
      case "box" -> "(" + (n * 10 + 5) + ",1),(" + n * 10 + ",0)";
      case "path", "polygon" -> "((0,0),(1,1),(" + n + ",0))";
      case "circle" -> "<(" + n * 10 + ",0),1>";
      case "pg_lsn" -> "0/" + Long.toHexString(n);
      case "hstore" -> "name=>" + text;
      case "vector", "halfvec" -> vector(type, n);
      case "geometry", "geography" -> "POINT(" + n % 90 + " 0)";
      case "jsonpath" -> "$.name";
      case "regclass" -> "pg_catalog.pg_class";
      case "regtype" -> "pg_catalog.text";
      default -> text;
    };
  }

  private static String numeric(TypeShape type, long n) {
    if (type.modifier().isEmpty()) {
      return Long.toString(n);
    }
    int whole = type.modifier().get() - type.scale();
    if (whole <= 0) {
      return "0." + "0".repeat(-whole) + Math.floorMod(n, 9L);
    }
    return Long.toString(whole >= 18 ? n : Math.floorMod(n, (long) Math.pow(10, whole)));
  }

  private static String time(Spot spot) {
    long seconds = (spot.ordinal() * 600L + spot.number()) % 86_400;
    return String.format(
        Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String address(Spot spot) {
    int tenant = spot.use() == Spot.Use.NATURAL ? 0 : spot.tenantNumber() + 1;
    return "10." + tenant % 250 + "." + spot.row() / 250 % 250;
  }

  private static String mac(Spot spot) {
    long n = spot.number();
    return String.format(Locale.ROOT, ":%02x:%02x:%02x", n >> 16 & 255, n >> 8 & 255, n & 255);
  }

  private static String bits(TypeShape type, Spot spot, boolean fixed) {
    int length = Math.min(type.limit(), fixed ? Integer.MAX_VALUE : 32);
    String bits = Long.toBinaryString(spot.number());
    return bits.length() > length
        ? bits.substring(bits.length() - length)
        : fixed ? "0".repeat(length - bits.length()) + bits : bits;
  }

  private static String vector(TypeShape type, long n) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < type.modifier().orElse(3); i++) {
      parts.add(i == 0 ? Long.toString(n) : "1");
    }
    return "[" + String.join(",", parts) + "]";
  }
}
