package dev.watertight.isolation.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.isolation.CellResult;
import dev.watertight.isolation.IsolationTest;
import dev.watertight.isolation.TenantLayer;
import jakarta.persistence.LockModeType;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Transaction;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hibernate's own sessions, with the tenant's column marked as {@code @TenantId}. */
class HibernateTest {
  private static final String ROOT = "root";

  @TempDir Path folder;

  @Test
  void theSafeLayerHoldsInItsCellsAndItsControlsLeak() throws Exception {
    Tested tested = Tested.run(IsolationTest.of(d -> layer(d, SafeProjects::new)), 8, folder);

    assertThat(tested.failures()).isEmpty();
    assertThat(tested.skipped()).isEmpty();
    assertThat(tested.uncalled()).isEmpty();
    assertThat(tested.opaque()).isEmpty();
    assertThat(tested.controls())
        .hasSize(20)
        .allSatisfy((name, control) -> assertThat(control).isEqualTo(CellResult.Verdict.LEAKED));
  }

  @Test
  void theLeaksOfTheOtherAreFound() throws Exception {
    Tested tested = Tested.run(IsolationTest.of(d -> layer(d, LeakyProjects::new)), 8, folder);

    assertThat(tested.rules("natively")).contains("leak-read");
    assertThat(tested.rules("nativeCount")).contains("leak-inference");
    assertThat(tested.rules("raiseNatively")).contains("leak-write");
    assertThat(tested.rules("rowById")).contains("leak-read");
    assertThat(tested.rules("raiseRow")).contains("leak-write");
    assertThat(tested.rules("asRoot")).contains("leak-read");
    assertThat(tested.verdicts("tasksTooLate")).doesNotContain(CellResult.Verdict.HELD);
    assertThat(tested.failures())
        .anyMatch(f -> f.contains("tasksTooLate") && f.contains("LazyInitializationException"));
    assertThat(tested.uncalled()).isEmpty();
  }

  private static <T> TenantLayer<T> layer(DataSource source, Function<Session, T> layer) {
    SessionFactory factory =
        new HibernatePersistenceConfiguration("projects")
            .managedClasses(Project.class, Task.class, Note.class, ProjectRow.class)
            .property("jakarta.persistence.nonJtaDataSource", source)
            .property("hibernate.tenant_identifier_resolver", new OfSession())
            .property("hibernate.jdbc.batch_size", 20)
            .createEntityManagerFactory();
    return (tenant, work) -> {
      try (Session session =
          factory.withOptions().tenantIdentifier((Object) tenant).openSession()) {
        return session.fromTransaction(
            t -> {
              session
                  .createNativeQuery("select set_config('app.tenant', :tenant, true)", String.class)
                  .setParameter("tenant", tenant)
                  .getSingleResult();
              return work.apply(layer.apply(session));
            });
      }
    };
  }

  /** Each session says its tenant itself; one may see all. */
  private static final class OfSession implements CurrentTenantIdentifierResolver<String> {
    @Override
    public String resolveCurrentTenantIdentifier() {
      return "nobody";
    }

    @Override
    public boolean validateExistingCurrentSessions() {
      return false;
    }

    @Override
    public boolean isRoot(String tenant) {
      return tenant.equals(ROOT);
    }
  }

  /** How many tasks a project has. */
  public record Overview(String name, long tasks) {}

  /** Everything goes over entities with a tenant. */
  public static final class SafeProjects {
    private final Session session;

    SafeProjects(Session session) {
      this.session = session;
    }

    /** With its lazy tasks, and their projects. */
    public Optional<Project> byId(UUID id) {
      return Optional.ofNullable(session.find(Project.class, id));
    }

    public String nameOfReference(UUID id) {
      return session.getReference(Project.class, id).getName();
    }

    public Project reference(UUID id) {
      return session.getReference(Project.class, id);
    }

    public int lockedBudget(UUID id) {
      Project found = session.find(Project.class, id, LockModeType.PESSIMISTIC_WRITE);
      return found == null ? -1 : found.getBudget();
    }

    public List<Project> named(String name) {
      return session
          .createSelectionQuery("from Project where name = :name", Project.class)
          .setParameter("name", name)
          .getResultList();
    }

    public List<Project> withTasks() {
      return session
          .createSelectionQuery(
              "select p from Project p left join fetch p.tasks order by p.name", Project.class)
          .getResultList();
    }

    public List<Overview> overview() {
      return session
          .createSelectionQuery(
              "select p.name, count(t) from Project p left join p.tasks t"
                  + " group by p.name order by p.name",
              Overview.class)
          .getResultList();
    }

    public List<String> withOpenTasks() {
      return session
          .createSelectionQuery(
              "select p.name from Project p"
                  + " where exists (select 1 from Task t where t.project = p and not t.done)"
                  + " order by p.name",
              String.class)
          .getResultList();
    }

    public List<String> search(String text) {
      CriteriaBuilder builder = session.getCriteriaBuilder();
      CriteriaQuery<String> query = builder.createQuery(String.class);
      Root<Task> task = query.from(Task.class);
      query
          .select(task.get("title"))
          .where(
              builder.or(
                  builder.like(task.get("title"), "%" + text + "%"),
                  builder.equal(task.get("project").get("name"), text)))
          .orderBy(builder.asc(task.get("title")));
      return session.createQuery(query).getResultList();
    }

    public List<Project> page(int offset, int limit) {
      return session
          .createSelectionQuery("from Project order by name", Project.class)
          .setFirstResult(offset)
          .setMaxResults(limit)
          .getResultList();
    }

    public Stream<String> streamed() {
      return session
          .createSelectionQuery("select name from Project order by name", String.class)
          .getResultStream();
    }

    public List<String> natively() {
      return session
          .createNativeQuery(
              "select name from projects where organization_id = :tenant order by name",
              String.class)
          .setParameter("tenant", session.getTenantIdentifierValue())
          .getResultList();
    }

    public @Nullable UUID create(String name) {
      Project project = new Project();
      project.setName(name);
      session.persist(project);
      return project.getId();
    }

    /** Inserts in a batch. */
    public void addTasks(UUID projectId, List<String> titles) {
      Project project = session.find(Project.class, projectId);
      if (project != null) {
        titles.forEach(title -> session.persist(new Task(project, title)));
      }
    }

    /** With a key of a sequence. */
    public void note(String body) {
      session.persist(new Note(body));
    }

    public Project save(Project project) {
      return session.merge(project);
    }

    public boolean rename(UUID id, String name) {
      Project project = session.find(Project.class, id);
      if (project != null) {
        project.setName(name);
      }
      return project != null;
    }

    public boolean delete(UUID id) {
      Project project = session.find(Project.class, id);
      if (project != null) {
        session.remove(project);
      }
      return project != null;
    }

    public int raise(UUID id, int by) {
      return session
          .createMutationQuery("update Project set budget = budget + :by where id = :id")
          .setParameter("by", by)
          .setParameter("id", id)
          .executeUpdate();
    }

    public int deleteOpen() {
      return session.createMutationQuery("delete from Task where not done").executeUpdate();
    }
  }

  /** Each operation goes past Hibernate's tenant. */
  public static final class LeakyProjects {
    private final Session session;

    LeakyProjects(Session session) {
      this.session = session;
    }

    /** A native query is what it is. */
    public List<Project> natively(UUID id) {
      return session
          .createNativeQuery("select * from projects where id = :id", Project.class)
          .setParameter("id", id)
          .getResultList();
    }

    public Long nativeCount() {
      return session.createNativeQuery("select count(*) from tasks", Long.class).getSingleResult();
    }

    public int raiseNatively(UUID id) {
      return session
          .createNativeMutationQuery("update projects set budget = budget + 1 where id = :id")
          .setParameter("id", id)
          .executeUpdate();
    }

    public Optional<ProjectRow> rowById(UUID id) {
      return Optional.ofNullable(session.find(ProjectRow.class, id));
    }

    public int raiseRow(UUID id, int by) {
      return session
          .createMutationQuery("update ProjectRow set budget = budget + :by where id = :id")
          .setParameter("by", by)
          .setParameter("id", id)
          .executeUpdate();
    }

    /** A second session, for which there is no tenant. */
    public List<String> asRoot(UUID id) {
      try (Session second =
          session.getSessionFactory().withOptions().tenantIdentifier((Object) ROOT).openSession()) {
        return second
            .createSelectionQuery("select name from Project where id = :id", String.class)
            .setParameter("id", id)
            .getResultList();
      }
    }

    /** Nobody can read them when their session has ended. */
    public List<Task> tasksTooLate() {
      Object tenant = session.getTenantIdentifierValue();
      try (Session second =
          session.getSessionFactory().withOptions().tenantIdentifier(tenant).openSession()) {
        Transaction transaction = second.beginTransaction();
        second
            .createNativeQuery("select set_config('app.tenant', :tenant, true)", String.class)
            .setParameter("tenant", tenant)
            .getSingleResult();
        Project project =
            second
                .createSelectionQuery("from Project order by name", Project.class)
                .setMaxResults(1)
                .getSingleResult();
        transaction.commit();
        return project.getTasks();
      }
    }
  }
}
