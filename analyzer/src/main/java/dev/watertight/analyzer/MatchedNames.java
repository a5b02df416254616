package dev.watertight.analyzer;

import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.rules.Analysis;
import dev.watertight.analyzer.rules.Factory;
import dev.watertight.analyzer.source.SourceFile;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.Matched;
import dev.watertight.core.tenant.detection.TableFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the names that the configuration gives against the project: one that matches nothing is an
 * error where the whole project was scanned, else a note.
 */
final class MatchedNames {
  private final ScanRequest request;
  private final ProjectFiles files;
  private final Analysis analysis;
  private final List<TableFact> known;
  private final Matched matched;

  MatchedNames(ScanRequest request, ProjectFiles files, Analysis analysis, List<TableFact> known) {
    this.request = request;
    this.files = files;
    this.analysis = analysis;
    this.known = known;
    this.matched = new Matched(request.configuration());
  }

  /** Adds a note for each name that matches nothing, or throws. */
  void check(List<String> notes) throws ConfigurationException {
    tables();
    types();
    List<String> problems = matched.problems();
    if (!problems.isEmpty() && request.whole()) {
      throw new ConfigurationException(problems);
    }
    notes.addAll(problems);
  }

  private void tables() {
    Set<String> tables = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (TableFact table : known) {
      tables.add(table.name());
      table.columns().forEach(c -> columns.add(c.name()));
    }
    for (Access access : analysis.accesses()) {
      access.tables().stream().map(TableUse::name).forEach(tables::add);
    }
    Configuration.Tables configured = request.configuration().tables();
    names("tables.shared", configured.shared(), tables);
    names("tables.scoped", configured.scoped(), tables);
    mapKeys("tables.columns", configured.columns(), tables);
    mapKeys("tables.scoped-through", configured.scopedThrough(), tables);
    if (!known.isEmpty()) {
      List<String> table = request.configuration().tenant().table().stream().toList();
      names("tenant.table", table, tables);
      if (!columns.isEmpty()) {
        names("tenant.column", request.configuration().tenant().columns(), columns);
      }
    }
  }

  private void names(String key, List<String> values, Set<String> candidates) {
    matched.examined(key, candidates);
    for (int i = 0; i < values.size(); i++) {
      if (candidates.contains(bare(values.get(i)))) {
        matched.mark(key + "[" + i + "]");
        if (values.size() == 1) {
          matched.mark(key);
        }
      }
    }
  }

  private void mapKeys(String key, Map<String, String> values, Set<String> candidates) {
    matched.examined(key, candidates);
    for (String value : values.keySet()) {
      if (candidates.contains(bare(value))) {
        matched.mark(key + "." + value);
      }
    }
  }

  private static String bare(String name) {
    return name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
  }

  private void types() {
    Set<String> declared = new TreeSet<>();
    for (TypeDecl type : analysis.program().types()) {
      declared.add(type.name());
    }
    Configuration.Code code = request.configuration().code();
    patterns("code.tenant-factory", code.tenantFactory(), declared);
    mentioned("code.tenant-scope-types", code.tenantScopeTypes(), declared);
    mentioned("code.verified-identity", code.verifiedIdentity(), declared);
    mentioned("code.tenant-predicates", code.tenantPredicates(), declared);
    mentioned("code.ownership-checks", code.ownershipChecks(), declared);
    matched.examined("code.across-tenants.annotation", declared);
    for (int i = 0; i < code.acrossTenants().size(); i++) {
      String annotation = code.acrossTenants().get(i).annotation().orElse("");
      if (annotation.isEmpty() || declared.contains(annotation) || isMentioned(annotation)) {
        matched.mark("code.across-tenants[" + i + "]");
      }
    }
  }

  private void patterns(String key, List<String> values, Set<String> declared) {
    matched.examined(key, declared);
    for (int i = 0; i < values.size(); i++) {
      String pattern = values.get(i);
      Factory only = new Factory(List.of(pattern), false);
      boolean found =
          declared.stream().anyMatch(t -> Factory.matches(pattern, t))
              || files.java().stream().anyMatch(f -> Factory.matches(pattern, asTypeName(f.path())))
              || analysis.accesses().stream().anyMatch(only::contains);
      if (found) {
        matched.mark(key + "[" + i + "]");
      }
    }
  }

  /** A file's path as the names of the type that it may hold; source roots are not known here. */
  private static String asTypeName(String path) {
    String name = path.replaceFirst("^(?:.*/)?src/\\w+/java/", "").replace(".java", "");
    return name.replace('/', '.');
  }

  private void mentioned(String key, List<String> values, Set<String> declared) {
    matched.examined(key, declared);
    for (int i = 0; i < values.size(); i++) {
      String bare = values.get(i).replaceFirst("#.*$", "");
      if (declared.contains(bare) || isMentioned(bare)) {
        matched.mark(key + "[" + i + "]");
      }
    }
  }

  /** Whether any file names the type: many are of libraries, and many files were not parsed. */
  private boolean isMentioned(String type) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    for (SourceFile file : files.java()) {
      if (ProjectFiles.text(file, new ArrayList<>()).map(t -> t.contains(simple)).orElse(false)) {
        return true;
      }
    }
    return false;
  }
}
