package dev.watertight.sample.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.sample.postgres.ScratchDatabase;
import dev.watertight.sample.postgres.ScratchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.GeneratedAnnotationType;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generates the table classes from a freshly migrated database and holds the committed ones against
 * them. With {@code -Dsample.generate=true} it writes them instead: README.md has the command.
 */
class GeneratedSourcesTest {
  private static final Path COMMITTED = Path.of("src/generated/java");

  @Test
  void theCommittedTableClassesAreThoseOfTheMigratedSchema(@TempDir Path fresh) throws Exception {
    generateInto(fresh);

    if (Boolean.getBoolean("sample.generate")) {
      generateInto(COMMITTED);
    }

    assertThat(filesUnder(COMMITTED))
        .as("src/generated/java; README.md has the command that writes it anew")
        .isNotEmpty()
        .isEqualTo(filesUnder(fresh));
  }

  private static void generateInto(Path directory) throws Exception {
    generate(directory);
    for (Map.Entry<String, String> file : filesUnder(directory).entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), sameOnEveryJdk(file.getValue()));
    }
  }

  /** jOOQ leaves this out where it runs on a JDK before 21, whose compiler has no such warning. */
  private static String sameOnEveryJdk(String source) {
    return source.replace("\"rawtypes\" })", "\"rawtypes\", \"this-escape\" })");
  }

  private static void generate(Path directory) throws Exception {
    try (ScratchDatabase database = ScratchServer.shared().database()) {
      GenerationTool.generate(
          new Configuration()
              .withLogging(Logging.ERROR)
              .withJdbc(
                  new Jdbc()
                      .withDriver("org.postgresql.Driver")
                      .withUrl(database.owner().url())
                      .withUser(database.owner().user())
                      .withPassword(database.owner().password()))
              .withGenerator(
                  new Generator()
                      .withDatabase(
                          new Database()
                              .withName("org.jooq.meta.postgres.PostgresDatabase")
                              .withInputSchema("public")
                              .withIncludes(".*")
                              .withExcludes(
                                  "flyway_schema_history | activity_.* | create_activity.*")
                              .withForcedTypes(
                                  new ForcedType()
                                      .withName("INSTANT")
                                      .withIncludeTypes(
                                          "(?i:timestamp with time zone|timestamptz)")))
                      .withGenerate(
                          new Generate()
                              .withDeprecated(false)
                              // No active records: record.store() has nowhere to put the tenant.
                              .withRecords(false)
                              // No joins by foreign key alone: each side carries the tenant.
                              .withImplicitJoinPathsToOne(false)
                              .withImplicitJoinPathsToMany(false)
                              .withImplicitJoinPathTableSubtypes(false)
                              .withGeneratedAnnotation(true)
                              .withGeneratedAnnotationType(
                                  GeneratedAnnotationType.JAVAX_ANNOTATION_PROCESSING_GENERATED)
                              .withGeneratedAnnotationDate(false))
                      .withTarget(
                          new Target()
                              .withPackageName("dev.watertight.sample.data.schema")
                              .withDirectory(directory.toString())
                              .withClean(true))));
    }
  }

  private static Map<String, String> filesUnder(Path root) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    if (Files.isDirectory(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          texts.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
        }
      }
    }
    return texts;
  }
}
