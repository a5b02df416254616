package dev.watertight.isolation.demo;

import dev.watertight.annotations.AcrossTenants;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The layer; what would be a statement only counts. */
public final class DemoLayer implements AutoCloseable {
  private final AtomicLong statements;
  private @Nullable DataSource source;
  public final Members members;

  public DemoLayer(AtomicLong statements) {
    this.statements = statements;
    this.members = new Members();
  }

  public Projects projects() {
    return new Projects();
  }

  public Tasks tasks() {
    return new Tasks();
  }

  /** A bean that a statement brings: an operation, not a facade. */
  public Settings settings() {
    statements.incrementAndGet();
    return new Settings();
  }

  public Summary summary() {
    statements.incrementAndGet();
    return new Summary(3);
  }

  public void setDataSource(DataSource given) {
    this.source = given;
  }

  public @Nullable DataSource dataSource() {
    return source;
  }

  @AcrossTenants(reason = "billing, reviewed")
  public long countOfAll() {
    return statements.incrementAndGet();
  }

  @AcrossTenants(reason = "long ago", expires = "2001-01-01")
  public long oldCountOfAll() {
    return statements.incrementAndGet();
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return "demo";
  }

  /** What projects are asked. */
  public class Projects {
    public Optional<Project> findById(UUID id) {
      return Optional.of(new Project(id, "a", Status.ACTIVE, Instant.EPOCH));
    }

    public List<Project> findById(UUID id, boolean withArchived) {
      return List.of();
    }

    public List<Project> list(ProjectFilter filter, Page page) {
      return List.of();
    }

    public Stream<Project> search(String part) {
      return Stream.of();
    }

    public CompletableFuture<Integer> count() {
      statements.incrementAndGet();
      return CompletableFuture.completedFuture(1);
    }

    public Project create(NewProject project) {
      throw new UnsupportedOperationException();
    }

    public int update(UUID id, ProjectPatch patch) {
      return 0;
    }

    public int deleteAll(UUID... ids) {
      return ids.length;
    }

    public Map<UUID, Project> byIds(Set<UUID> ids) {
      return Map.of();
    }

    /** Leads back. */
    public DemoLayer up() {
      return DemoLayer.this;
    }

    /** Leads on. */
    public Tasks tasks() {
      return new Tasks();
    }
  }

  /** What tasks are asked. */
  public static class Tasks implements Store<Task, TaskId> {
    @Override
    public Optional<Task> one(TaskId id) {
      return Optional.empty();
    }

    @Override
    public Task save(Task task) {
      return task;
    }

    public List<Task> findByProjectId(UUID projectId) {
      return List.of();
    }
  }

  /** What members are asked, through a field. */
  public static class Members {
    public boolean exists(String userId) {
      return false;
    }

    public int consume(Opaque opaque) {
      return 0;
    }
  }

  /** A generic store with a default method. */
  public interface Store<T, I> {
    Optional<T> one(I id);

    T save(T entity);

    default List<T> all(List<I> ids) {
      return List.of();
    }
  }

  /** Cannot be made. */
  public interface Opaque {
    void anything();
  }

  /** A bean. */
  public static class Settings {
    public String getTheme() {
      return "dark";
    }
  }

  /** A row. */
  public record Summary(int count) {}

  /** A row. */
  public record Project(UUID id, String name, Status status, Instant createdAt) {}

  /** Of a project. */
  public enum Status {
    ACTIVE,
    ARCHIVED
  }

  /** A filter with a constant and withers. */
  public record ProjectFilter(Optional<String> search, Optional<Status> status) {
    public static final ProjectFilter ALL = new ProjectFilter(Optional.empty(), Optional.empty());

    public ProjectFilter containing(String part) {
      return new ProjectFilter(Optional.of(part), status);
    }
  }

  /** A page that refuses nonsense. */
  public record Page(int number, int size) {
    public Page {
      if (number < 0 || size < 1 || size > 200) {
        throw new IllegalArgumentException("page");
      }
    }
  }

  /** What is created. */
  public record NewProject(String name, Optional<UUID> ownerId) {
    public static NewProject named(String name) {
      return new NewProject(name, Optional.empty());
    }
  }

  /** What is changed. */
  public record ProjectPatch(Change<String> name, Change<Status> status) {}

  /** A change or none. */
  public sealed interface Change<T> {
    static <T> Change<T> keep() {
      return new Keep<>();
    }

    static <T> Change<T> to(T value) {
      return new To<>(value);
    }

    /** No change. */
    record Keep<T>() implements Change<T> {}

    /** A change. */
    record To<T>(T value) implements Change<T> {}
  }

  /** A value class. */
  public static final class TaskId {
    private final UUID value;

    private TaskId(UUID value) {
      this.value = value;
    }

    public static TaskId of(UUID value) {
      return new TaskId(value);
    }

    public UUID value() {
      return value;
    }
  }

  /** An entity with setters. */
  public static class Task {
    private TaskId id = TaskId.of(new UUID(0, 0));
    private String title = "";
    private UUID projectId = new UUID(0, 0);

    public TaskId getId() {
      return id;
    }

    public void setId(TaskId id) {
      this.id = id;
    }

    public String getTitle() {
      return title;
    }

    public void setTitle(String title) {
      this.title = title;
    }

    public UUID getProjectId() {
      return projectId;
    }

    public void setProjectId(UUID projectId) {
      this.projectId = projectId;
    }
  }
}
