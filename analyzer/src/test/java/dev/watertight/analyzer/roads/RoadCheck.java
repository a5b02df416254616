package dev.watertight.analyzer.roads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.Declarations;
import dev.watertight.analyzer.link.Linker;
import dev.watertight.analyzer.link.Mappings;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TypeSource;
import dev.watertight.analyzer.source.JavaReader;
import dev.watertight.analyzer.source.Outcome;
import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds sources against the accesses found in them. A line that ends with {@code //> projects,
 * tasks} is one at which exactly these tenants' tables are touched, {@code //> ?} one at which
 * something is not known; all other lines are silent.
 */
final class RoadCheck {
  private static final String MARK = "//>";
  private static final List<String> SCOPED = List.of("projects", "tasks", "members");

  /** Entities that most programs here share; {@code plans} belong to no tenant. */
  static final String ENTITIES =
      """
      package acme;
      import jakarta.persistence.*;
      import java.util.List;
      @Entity @Table(name = "projects")
      public class Project extends Base {
        @Id Long id; String name; Long ownerId;
        @OneToMany(mappedBy = "project") List<Task> tasks;
      }
      @MappedSuperclass abstract class Base {}
      @Entity @Table(name = "tasks")
      class Task extends Base { @Id Long id; String title; @ManyToOne Project project; Project getProject() { return project; } }
      @Entity @Table(name = "plans") class Plan { @Id Long id; String name; }
      """;

  private RoadCheck() {}

  /** The program's accesses are exactly those that its marks say. */
  static void check(String... sources) {
    List<FileFacts> files = new ArrayList<>();
    SortedSet<String> expected = new TreeSet<>();
    for (int i = 0; i < sources.length; i++) {
      String path = "F" + i + ".java";
      Outcome outcome = JavaReader.read(path, sources[i].getBytes(StandardCharsets.UTF_8));
      assertThat(outcome).as(path).isInstanceOf(Outcome.Read.class);
      files.add(((Outcome.Read) outcome).facts());
      List<String> lines = sources[i].lines().toList();
      for (int line = 1; line <= lines.size(); line++) {
        int mark = lines.get(line - 1).indexOf(MARK);
        if (mark >= 0) {
          expected.add(path + ":" + line + " " + lines.get(line - 1).substring(mark + 3).strip());
        }
      }
    }
    assertThat(found(files)).isEqualTo(expected);
  }

  private static SortedSet<String> found(List<FileFacts> files) {
    Program program = new Program(files, TypeSource.NONE);
    List<TenantTable> tables =
        SCOPED.stream()
            .map(
                n ->
                    new TenantTable(
                        n,
                        Optional.empty(),
                        TenantTable.Kind.SCOPED,
                        List.of("organization_id"),
                        List.of()))
            .toList();
    TenantModel model =
        new TenantModel(
            Optional.of("organizations"),
            List.of("organization_id"),
            Optional.empty(),
            tables,
            List.of());
    List<Declarations> declarations =
        ServiceLoader.load(Declarations.class).stream().map(ServiceLoader.Provider::get).toList();
    Linker linker = new Linker(program, new TableIndex(model, Mappings.of(program)));
    linker.explore(declarations, type -> true);
    List<Access> accesses = linker.accesses();
    SortedSet<String> found = new TreeSet<>();
    for (Access access : accesses) {
      String tablesFound =
          Stream.concat(
                  access.tables().stream()
                      .filter(t -> SCOPED.contains(t.name()))
                      .map(t -> t.name()),
                  access.unknown().isEmpty() ? Stream.empty() : Stream.of("?"))
              .distinct()
              .sorted(
                  java.util.Comparator.comparing((String s) -> s.equals("?")).thenComparing(s -> s))
              .collect(Collectors.joining(", "));
      if (!tablesFound.isEmpty()) {
        found.add(access.path() + ":" + access.at().line() + " " + tablesFound);
      }
    }
    return found;
  }
}
