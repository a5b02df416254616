package dev.watertight.analyzer;

import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeSource;
import dev.watertight.analyzer.schema.SchemaFacts;
import dev.watertight.analyzer.source.JavaReader;
import dev.watertight.analyzer.source.Outcome;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.tenant.TenantModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads Java files into facts, each at most once, and puts programs together of them. */
final class Reading {
  private final ProjectFiles files;
  private final List<NotAnalysed> notAnalysed;
  private final TreeMap<String, Optional<FileFacts>> read = new TreeMap<>();
  private final Map<String, List<ProjectFile>> byTypeName = new HashMap<>();

  Reading(ProjectFiles files, ScanRequest request, List<NotAnalysed> notAnalysed) {
    this.files = files;
    this.notAnalysed = notAnalysed;
    for (ProjectFile file : files.java()) {
      String name = file.path().substring(file.path().lastIndexOf('/') + 1).replace(".java", "");
      byTypeName.computeIfAbsent(name, k -> new ArrayList<>()).add(file);
    }
  }

  Program forMappings(SchemaFacts schema) {
    return program();
  }

  Program forAnalysis(TenantModel model, SchemaFacts schema, List<Mapping> mappings) {
    return program();
  }

  private Program program() {
    List<FileFacts> facts = new ArrayList<>();
    for (ProjectFile file : files.java()) {
      facts(file).ifPresent(facts::add);
    }
    return new Program(facts, TypeSource.NONE);
  }

  private Optional<FileFacts> facts(ProjectFile file) {
    Optional<FileFacts> known = read.get(file.path());
    if (known == null) {
      known = file.bytes(notAnalysed).flatMap(b -> parse(file, b));
      read.put(file.path(), known);
    }
    return known;
  }

  private Optional<FileFacts> parse(ProjectFile file, byte[] bytes) {
    Outcome outcome = JavaReader.read(file.path(), bytes);
    if (outcome instanceof Outcome.Read done) {
      return Optional.of(done.facts());
    }
    Outcome.Refused refused = (Outcome.Refused) outcome;
    notAnalysed.add(
        new NotAnalysed(
            Location.InFile.of(file.path(), refused.line()),
            NotAnalysed.Kind.FILE,
            refused.reason()));
    return Optional.empty();
  }

  int parsed() {
    return read.size();
  }

  long lines() {
    return read.values().stream().flatMap(Optional::stream).mapToLong(FileFacts::lines).sum();
  }

  static boolean isGenerated(TypeFact type) {
    return type.annotations().stream()
        .anyMatch(a -> a.name().equals("Generated") || a.name().endsWith(".Generated"));
  }
}
