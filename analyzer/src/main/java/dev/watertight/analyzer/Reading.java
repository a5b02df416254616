package dev.watertight.analyzer;

import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.analyzer.flow.Flow;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.Roads;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.TypeSource;
import dev.watertight.analyzer.source.FactsLoader;
import dev.watertight.analyzer.source.Prefilter;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which Java files are parsed: those in which a word of interest occurs, and those that the
 * linker asks for. Each file is parsed at most once.
 */
final class Reading implements AutoCloseable, TypeSource {
  private final FactsLoader loader;
  private final boolean everything;
  private final Configuration configuration;
  private List<FileFacts> facts = List.of();

  /** How many files were wanted when the linker was last given what to look at. */
  private int wanted;

  /**
   * Reads the Java files of the project.
   *
   * @param everything whether every file is parsed, whatever is in it
   */
  Reading(ProjectFiles files, ScanRequest request, boolean everything) {
    this.loader = new FactsLoader(files.java(), request.threads(), request.cache());
    this.loader.watch(Roads.libraries());
    this.loader.watch(Flow.ofRequests());
    this.loader.wantReached(Vocabulary.parts());
    this.everything = everything;
    this.configuration = request.configuration();
  }

  /** The program as far as it says what maps tables. */
  Program forMappings() {
    return new Program(load(Vocabulary.mappings()), this);
  }

  /** The program as far as it can reach the tables of the model. */
  Program forAnalysis(TenantModel model, List<Mapping> mappings) {
    Set<String> identifiers = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    for (TenantTable table : model.tables()) {
      if (table.kind() == TenantTable.Kind.SCOPED) {
        names.add(table.name());
      }
    }
    for (Mapping mapping : mappings) {
      String simple = mapping.type().substring(mapping.type().lastIndexOf('.') + 1);
      identifiers.add(simple);
      names.add(simple);
      mapping.entityName().ifPresent(names::add);
    }
    configuration
        .code()
        .acrossTenants()
        .forEach(
            m -> {
              m.annotation().ifPresent(a -> identifiers.add(a.substring(a.lastIndexOf('.') + 1)));
              m.call().ifPresent(c -> identifiers.add(c.substring(c.lastIndexOf('#') + 1)));
            });
    return new Program(
        load(
            Vocabulary.accesses(this::isUsed)
                .or(Prefilter.identifiers(identifiers))
                .or(Prefilter.names(names))),
        this);
  }

  /** Whether the project's code names a library by that word of its packages. */
  boolean isUsed(String library) {
    return everything || loader.wasSeen(library);
  }

  /**
   * Adds the files that name one of the types, and the method under which it stands.
   *
   * @param names simple names of types by a method's name, which may be empty
   * @return whether there were any, or linking led to some since the last time
   */
  boolean more(Map<String, Set<String>> names, Program program) {
    int before = wanted;
    Prefilter filter = Prefilter.identifiers(Set.of());
    for (Map.Entry<String, Set<String>> each : names.entrySet()) {
      filter =
          filter.or(
              each.getKey().isEmpty()
                  ? Prefilter.identifiers(each.getValue())
                  : Prefilter.both(Set.of(each.getKey()), each.getValue()));
    }
    program.grow(load(filter));
    return wanted > before;
  }

  /** Whether a word of interest occurs in the file: the linker alone asked for the others. */
  boolean isWanted(TypeDecl type) {
    return loader.isWanted(type.file().path());
  }

  private List<FileFacts> load(Prefilter filter) {
    facts = everything ? loader.loadAll() : loader.load(filter);
    wanted = loader.wanted();
    return facts;
  }

  @Override
  public boolean exists(String qualifiedName) {
    return loader.mayDeclare(qualifiedName);
  }

  @Override
  public List<FileFacts> load(String qualifiedName) {
    return loader.declaring(qualifiedName);
  }

  /** How many files have been parsed for the last program. */
  int parsed() {
    return facts.size();
  }

  /** The lines of the files that have been parsed. */
  long lines() {
    return facts.stream().mapToLong(FileFacts::lines).sum();
  }

  /** What could not be read. */
  List<NotAnalysed> notAnalysed() {
    return loader.notAnalysed();
  }

  /** Remarks on the cache. */
  List<String> notes() {
    return new ArrayList<>(loader.notes());
  }

  @Override
  public void close() {
    loader.close();
  }
}
