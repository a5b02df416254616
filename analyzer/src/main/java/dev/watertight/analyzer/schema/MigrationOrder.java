package dev.watertight.analyzer.schema;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order in which the files of a project's migrations apply: folder by folder; in a folder
 * Flyway's versions by number, then all else by name with numbers as numbers, then what Flyway
 * repeats.
 */
public final class MigrationOrder implements Comparator<String> {
  /** Compares paths, {@code /}-separated. */
  public static final Comparator<String> BY_PATH = new MigrationOrder();

  private static final Pattern FLYWAY = Pattern.compile("(?i)([VB])([0-9][0-9._]*?)__.*\\.[a-z]+");
  private static final Pattern REPEATABLE = Pattern.compile("(?i)R__.*");
  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  private MigrationOrder() {}

  @Override
  public int compare(String a, String b) {
    int byFolder = folder(a).compareTo(folder(b));
    if (byFolder != 0) {
      return byFolder;
    }
    String first = name(a);
    String second = name(b);
    int byKind = Integer.compare(kind(first), kind(second));
    if (byKind != 0) {
      return byKind;
    }
    Matcher m = FLYWAY.matcher(first);
    Matcher n = FLYWAY.matcher(second);
    if (m.matches() && n.matches()) {
      int byVersion = versions(version(m.group(2)), version(n.group(2)));
      if (byVersion != 0) {
        return byVersion;
      }
    }
    int natural = natural(first, second);
    return natural != 0 ? natural : a.compareTo(b);
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static int kind(String name) {
    return REPEATABLE.matcher(name).matches() ? 2 : FLYWAY.matcher(name).matches() ? 0 : 1;
  }

  private static List<BigInteger> version(String text) {
    List<BigInteger> version = new ArrayList<>();
    for (String part : text.split("[._]+", -1)) {
      if (!part.isEmpty()) {
        version.add(new BigInteger(part));
      }
    }
    return version;
  }

  private static int versions(List<BigInteger> a, List<BigInteger> b) {
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      BigInteger x = i < a.size() ? a.get(i) : BigInteger.ZERO;
      BigInteger y = i < b.size() ? b.get(i) : BigInteger.ZERO;
      if (!x.equals(y)) {
        return x.compareTo(y);
      }
    }
    return 0;
  }

  private static int natural(String a, String b) {
    Matcher m = PART.matcher(a.toLowerCase(Locale.ROOT));
    Matcher n = PART.matcher(b.toLowerCase(Locale.ROOT));
    while (m.find()) {
      if (!n.find()) {
        return 1;
      }
      String x = m.group();
      String y = n.group();
      boolean numbers = Character.isDigit(x.charAt(0)) && Character.isDigit(y.charAt(0));
      int order = numbers ? new BigInteger(x).compareTo(new BigInteger(y)) : x.compareTo(y);
      if (order != 0) {
        return order;
      }
    }
    return n.find() ? -1 : 0;
  }
}
