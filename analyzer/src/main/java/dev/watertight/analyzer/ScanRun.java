package dev.watertight.analyzer;

import dev.watertight.analyzer.fix.Fixes;
import dev.watertight.analyzer.flow.Flow;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.Declarations;
import dev.watertight.analyzer.link.Linker;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.Mappings;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TenantPredicates;
import dev.watertight.analyzer.rules.Analysis;
import dev.watertight.analyzer.rules.Factory;
import dev.watertight.analyzer.rules.FactoryDetector;
import dev.watertight.analyzer.rules.Filters;
import dev.watertight.analyzer.rules.Marks;
import dev.watertight.analyzer.rules.NotJudged;
import dev.watertight.analyzer.rules.Reporter;
import dev.watertight.analyzer.rules.Rule;
import dev.watertight.analyzer.rules.Unscoped;
import dev.watertight.analyzer.schema.SchemaFacts;
import dev.watertight.analyzer.scope.Judgements;
import dev.watertight.analyzer.source.DeepStack;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Fingerprint;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.report.Report;
import dev.watertight.core.suppression.Suppressions;
import dev.watertight.core.tenant.Detection;
import dev.watertight.core.tenant.detection.TableFact;
import dev.watertight.core.tenant.detection.TenantDetection;
import dev.watertight.core.tenant.detection.TenantDetector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/** One scan, from files to report. */
final class ScanRun {
  private final ScanRequest request;
  private final Configuration configuration;
  private final List<NotAnalysed> notAnalysed = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private final boolean everything;

  /** Whether the report is worth keeping: it says nothing of a cache that was in a bad way. */
  private boolean keeps;

  /**
   * A scan.
   *
   * @param everything whether every file is parsed, whatever is in it: slower, with the same
   *     findings
   */
  ScanRun(ScanRequest request, boolean everything) {
    this.request = request;
    this.configuration = request.configuration();
    this.everything = everything;
  }

  Report run() throws ConfigurationException {
    return DeepStack.call(this::scan);
  }

  private Report scan() throws ConfigurationException {
    ProjectFiles files = ProjectFiles.find(request, notAnalysed, notes);
    Optional<LastReport> last =
        everything || !notAnalysed.isEmpty()
            ? Optional.empty()
            : LastReport.of(request, files, notes);
    Optional<Report> kept = last.flatMap(LastReport::read);
    if (kept.isPresent()) {
      return kept.get();
    }
    Report report = run(files);
    if (keeps) {
      last.ifPresent(l -> l.write(report));
    }
    return report;
  }

  private Report run(ProjectFiles files) throws ConfigurationException {
    SchemaFacts schema = files.schema(notAnalysed);
    Reading reading = new Reading(files, request, everything);
    Report report;
    try (reading) {
      report = run(files, schema, reading);
    }
    keeps = reading.notes().isEmpty();
    return report.withNotes(reading.notes());
  }

  private Report run(ProjectFiles files, SchemaFacts schema, Reading reading)
      throws ConfigurationException {
    List<Mapping> mappings = Mappings.of(reading.forMappings());
    TenantDetection detection =
        TenantDetector.detect(
            configuration,
            schema.description(),
            MappedTables.of(mappings),
            MappedTables.hints(mappings));
    notes.addAll(detection.notes());

    TenantPredicates predicates =
        new TenantPredicates(
            configuration.code().tenantPredicates(), detection.model().tenantColumns());
    Program program = reading.forAnalysis(detection.model(), mappings);
    Exporters exporters = new Exporters(detection.model());
    TableIndex tables;
    Linker linker;
    boolean grown;
    do {
      mappings = Mappings.of(program);
      tables = new TableIndex(detection.model(), mappings, predicates);
      linker = new Linker(program, tables, reading::isUsed, everything);
      linker.explore(declarations(), reading::isWanted);
      grown = false;
      while (reading.more(exporters.more(program, linker), program)) {
        grown = true;
        linker.explore(declarations(), reading::isWanted);
      }
      // What was looked at early did not know what came late.
    } while (grown);
    List<Access> inFiles = new FileStatements(program, tables, notAnalysed).of(files.others());
    Analysis analysis =
        analysis(program, linker, tables, mappings, inFiles, detection, schema, reading::isUsed);
    while (reading.more(analysis.wanted(), program)) {
      do {
        linker.explore(declarations(), reading::isWanted);
      } while (reading.more(exporters.more(program, linker), program));
      analysis =
          analysis(program, linker, tables, mappings, inFiles, detection, schema, reading::isUsed);
    }
    notAnalysed.addAll(reading.notAnalysed());
    notAnalysed.addAll(linker.notFollowed());

    List<Report.RuleOff> off = new ArrayList<>();
    List<String> ran = new ArrayList<>();
    List<Finding> findings = findings(analysis, files, ran, off);
    NotJudged.note(analysis).ifPresent(notes::add);
    List<TableFact> known = new ArrayList<>(schema.tables());
    known.addAll(MappedTables.of(mappings));
    new MatchedNames(request, files, analysis, known).check(notes);

    List<Detection> detections = new ArrayList<>(detection.model().detections());
    detections.addAll(analysis.filters().detections());
    detections.add(factoryDetection(analysis.factory()));
    Report.Part part =
        new Report.Part("scan", ran, off, figures(files, reading, program, analysis.accesses()));
    Report report =
        new Report(
            request.project(),
            List.of(part),
            detections,
            detection.model().tables(),
            findings,
            notAnalysed,
            notes);
    return Suppressions.apply(report, configuration, request.today(), request.whole());
  }

  private Analysis analysis(
      Program program,
      Linker linker,
      TableIndex tables,
      List<Mapping> mappings,
      List<Access> inFiles,
      TenantDetection detection,
      SchemaFacts schema,
      Predicate<String> used) {
    List<Access> accesses = new ArrayList<>(linker.accesses());
    accesses.removeIf(a -> a.type().map(program::isGenerated).orElse(false));
    accesses.addAll(inFiles);
    accesses.sort(Access.ORDER);
    Factory factory = factory(program, tables, accesses, detection);
    Filters filters = new Filters(configuration, program, tables, mappings, linker::attributes);
    return new Analysis(
        configuration,
        detection.model(),
        program,
        tables,
        List.copyOf(accesses),
        factory,
        new Marks(program, configuration, request.today(), linker::attributes),
        filters,
        new Judgements(
            configuration, detection.model(), tables, schema.tables(), MappedTables.of(mappings)),
        new Flow(
            configuration,
            detection.model(),
            program,
            tables,
            List.copyOf(accesses),
            factory::containsType,
            access -> !filters.areInCacheKeys(access, tables),
            Flow.ofRequests().stream().anyMatch(used),
            linker::attributes),
        new Unscoped.Once(),
        request.today());
  }

  private static List<Declarations> declarations() {
    return ServiceLoader.load(Declarations.class, Scan.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(d -> d.getClass().getName()))
        .toList();
  }

  private Factory factory(
      Program program, TableIndex tables, List<Access> accesses, TenantDetection detection) {
    List<String> configured = configuration.code().tenantFactory();
    return configured.isEmpty()
        ? FactoryDetector.detect(program, tables, accesses, detection.model().tenantColumns())
        : new Factory(configured, false);
  }

  private Detection factoryDetection(Factory factory) {
    if (factory.isEmpty()) {
      return new Detection(
          "code.tenant-factory",
          "none",
          "not configured, and no class is made for one tenant, keeps its id and touches tenant tables");
    }
    return new Detection(
        "code.tenant-factory",
        String.join(", ", factory.patterns()),
        factory.detected()
            ? "detected: made for one tenant, whose id it keeps, and touches tenant tables"
            : configuration
                .origins()
                .of("code.tenant-factory")
                .map(o -> o.label())
                .orElse("configured"));
  }

  private static List<Finding> findings(
      Analysis analysis, ProjectFiles files, List<String> ran, List<Report.RuleOff> off) {
    List<Finding> findings = new ArrayList<>();
    List<Rule> rules =
        ServiceLoader.load(Rule.class, Scan.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(Rule::name))
            .toList();
    for (Rule rule : rules) {
      Optional<String> reason = rule.offBecause(analysis);
      if (reason.isPresent()) {
        off.add(new Report.RuleOff(rule.name(), reason.get()));
        continue;
      }
      ran.add(rule.name());
      Reporter reporter = new Reporter(rule.name(), files::isReported);
      rule.check(analysis, reporter);
      findings.addAll(reporter.findings());
    }
    List<Finding> inOrder = findings.stream().distinct().sorted(Finding.ORDER).toList();
    return files.withFrames(
        Fixes.given(Fingerprint.distinct(inOrder), analysis, files::reportedText));
  }

  private static List<Report.Figure> figures(
      ProjectFiles files, Reading reading, Program program, List<Access> accesses) {
    return List.of(
        new Report.Figure("Java files", files.java().size()),
        new Report.Figure("Java files parsed", reading.parsed()),
        new Report.Figure("SQL, XML and template files", files.others().size()),
        new Report.Figure("Lines parsed", reading.lines()),
        new Report.Figure("Declared types", program.types().size()),
        new Report.Figure("Database accesses", accesses.size()));
  }
}
