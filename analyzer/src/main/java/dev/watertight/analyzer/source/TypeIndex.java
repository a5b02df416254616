package dev.watertight.analyzer.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files may declare a top-level type: by file name and folder; where folders are not named
 * after packages, by the package statement. Further types of a file are known once its bytes were
 * seen, if their declarations start at the beginning of a line.
 */
final class TypeIndex {
  private static final Pattern FURTHER_TYPE =
      Pattern.compile(
          "^(?:(?:public|abstract|final|sealed|non-sealed|strictfp|@\\w+)\\s+)*"
              + "(?:class|interface|enum|record|@interface)\\s+(\\w+)");

  private final Map<String, List<SourceFile>> bySimpleName = new ConcurrentHashMap<>();
  private final Map<SourceFile, String> packages = new ConcurrentHashMap<>();
  private final Set<SourceFile> seen = ConcurrentHashMap.newKeySet();

  TypeIndex(List<SourceFile> files) {
    for (SourceFile file : files) {
      add(simpleName(file), file);
    }
  }

  /** The files that may declare it, sorted by path. */
  List<SourceFile> declaring(String qualifiedName) {
    int dot = qualifiedName.lastIndexOf('.');
    String packageName = dot < 0 ? "" : qualifiedName.substring(0, dot);
    return bySimpleName.getOrDefault(qualifiedName.substring(dot + 1), List.of()).stream()
        .filter(file -> isIn(file, packageName))
        .toList();
  }

  /** Takes notice of what a file declares beside the type that it is named after. */
  void see(SourceFile file, byte[] bytes) {
    if (!seen.add(file)) {
      return;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((i == 0 || bytes[i - 1] == '\n') && mayDeclare(bytes, i)) {
        int end = i;
        while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '{') {
          end++;
        }
        Matcher line =
            FURTHER_TYPE.matcher(new String(bytes, i, end - i, StandardCharsets.ISO_8859_1));
        if (line.find() && !line.group(1).equals(simpleName(file))) {
          add(line.group(1), file);
        }
        i = end;
      }
    }
  }

  /** Whether a line starts as a declaration does, and not as an import, a comment or a bracket. */
  private static boolean mayDeclare(byte[] bytes, int at) {
    return switch (bytes[at]) {
      case 'p' -> at + 1 < bytes.length && bytes[at + 1] == 'u';
      case 'i' -> at + 1 < bytes.length && bytes[at + 1] == 'n';
      case 'a', 'c', 'e', 'f', 'n', 'r', 's', '@' -> true;
      default -> false;
    };
  }

  private void add(String name, SourceFile file) {
    bySimpleName.compute(
        name,
        (any, files) -> {
          List<SourceFile> all = files == null ? new ArrayList<>() : new ArrayList<>(files);
          if (!all.contains(file)) {
            all.add(file);
            all.sort(Comparator.comparing(SourceFile::path));
          }
          return List.copyOf(all);
        });
  }

  private boolean isIn(SourceFile file, String packageName) {
    String folder = file.path().substring(0, Math.max(0, file.path().lastIndexOf('/')));
    String expected = packageName.replace('.', '/');
    return (!expected.isEmpty() && ("/" + folder).endsWith("/" + expected))
        || packageName.equals(packages.computeIfAbsent(file, TypeIndex::packageOf));
  }

  private static String packageOf(SourceFile file) {
    return Content.bytes(file) instanceof Content.Bytes content
        ? PackageStatement.of(new String(content.bytes(), StandardCharsets.ISO_8859_1))
        : "";
  }

  private static String simpleName(SourceFile file) {
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    return name.endsWith(".java") ? name.substring(0, name.length() - 5) : name;
  }
}
