package dev.watertight.analyzer.link;

import java.util.regex.Pattern;

/** The name of a type that a file of a project stands for by its path. */
public final class ResourceName {
  private static final Pattern ROOT = Pattern.compile("^(?:.*/)?src/\\w+/(?:java|resources)/");
  private static final Pattern ENDING = Pattern.compile("(?:\\.sql)?\\.(?:stg|sql|xml)$");

  private ResourceName() {}

  /** {@code src/main/resources/com/acme/ProjectDao.sql.stg} as {@code com.acme.ProjectDao}. */
  public static String of(String path) {
    String inRoot = ROOT.matcher(path).replaceFirst("");
    return ENDING.matcher(inRoot).replaceFirst("").replace('/', '.');
  }

  /** {@code src/main/resources/com/acme/project.xml} as {@code com.acme}; empty in the root. */
  public static String folder(String path) {
    String name = of(path.substring(0, Math.max(0, path.lastIndexOf('/') + 1)));
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
