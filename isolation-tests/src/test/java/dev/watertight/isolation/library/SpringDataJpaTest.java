package dev.watertight.isolation.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.isolation.CellResult;
import dev.watertight.isolation.IsolationTest;
import dev.watertight.isolation.TenantLayer;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.domain.Example;
import org.springframework.data.domain.ExampleMatcher;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.jpa.domain.DeleteSpecification;
import org.springframework.data.jpa.domain.PredicateSpecification;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.domain.UpdateSpecification;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring Data's repositories on Hibernate, the tenant in a thread's variable as is usual. */
class SpringDataJpaTest {
  @TempDir Path folder;

  @Test
  void theSafeRepositoryHoldsInItsCellsAndItsControlsLeak() throws Exception {
    Tested tested =
        Tested.run(
            IsolationTest.of(d -> layer(d, ProjectRepository.class))
                .generate(Specification.class, r -> withBudget(r.nextInt(8)))
                .generate(Example.class, r -> likeOneWithBudget(r.nextInt(8)))
                .generate(
                    PredicateSpecification.class,
                    r -> {
                      int budget = r.nextInt(8);
                      return (from, builder) -> builder.equal(from.get("budget"), budget);
                    })
                .generate(DeleteSpecification.class, r -> deletionOf(r.nextInt(8)))
                .generate(UpdateSpecification.class, r -> updateTo(r.nextInt(8)))
                .operation(
                    "findBy, as a page",
                    (projects, given) ->
                        projects.findBy(
                            withBudget((Integer) Objects.requireNonNull(given.get(0))),
                            query -> query.page(PageRequest.of(0, 10))),
                    Integer.class)
                .leaveOut("flush()", "it asks for nothing"),
            8,
            folder);

    assertThat(tested.failures()).isEmpty();
    assertThat(tested.skipped()).isEmpty();
    assertThat(tested.uncalled())
        .hasSize(4)
        .anyMatch(u -> u.startsWith("flush()"))
        .allMatch(u -> u.startsWith("flush()") || u.contains("only the caller can write"));
    assertThat(tested.opaque()).isEmpty();
    assertThat(tested.controls())
        .hasSize(35)
        .allSatisfy((name, control) -> assertThat(control).isEqualTo(CellResult.Verdict.LEAKED));
  }

  @Test
  void theLeaksOfTheOtherAreFound() throws Exception {
    Tested tested =
        Tested.run(IsolationTest.of(d -> layer(d, LeakyProjectRepository.class)), 8, folder);

    assertThat(tested.rules("findById")).contains("leak-read");
    assertThat(tested.rules("findByNameNotNull")).contains("leak-read");
    assertThat(tested.rules("findByBudgetGreaterThanEqual")).contains("leak-read");
    assertThat(tested.rules("existsByName")).contains("leak-inference");
    assertThat(tested.rules("natively")).contains("leak-read");
    assertThat(tested.rules("ownOfAll")).contains("leak-inference");
    assertThat(tested.rules("raise")).contains("leak-write");
    assertThat(tested.rules("save")).contains("leak-inference");
    assertThat(tested.uncalled()).isEmpty();
  }

  private static Specification<Project> withBudget(int budget) {
    return (root, query, builder) -> builder.equal(root.get("budget"), budget);
  }

  private static DeleteSpecification<Project> deletionOf(int budget) {
    return (root, delete, builder) -> builder.equal(root.get("budget"), budget);
  }

  private static UpdateSpecification<Project> updateTo(int budget) {
    return (root, update, builder) -> {
      update.set(root.<Integer>get("budget"), budget);
      return builder.notEqual(root.get("budget"), budget);
    };
  }

  private static Example<Project> likeOneWithBudget(int budget) {
    Project probe = new Project();
    probe.setBudget(budget);
    return Example.of(probe, ExampleMatcher.matching().withIgnorePaths("name"));
  }

  private static <T> TenantLayer<T> layer(DataSource source, Class<T> repository) {
    ThreadLocal<String> current = new ThreadLocal<>();
    LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
    bean.setDataSource(source);
    bean.setManagedTypes(
        PersistenceManagedTypes.of(
            Project.class.getName(),
            Task.class.getName(),
            Note.class.getName(),
            ProjectRow.class.getName()));
    bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    bean.setJpaPropertyMap(
        Map.of(
            "hibernate.tenant_identifier_resolver",
            new OfThread(current),
            "hibernate.use_sql_comments",
            true));
    bean.afterPropertiesSet();
    EntityManagerFactory factory = Objects.requireNonNull(bean.getObject());
    EntityManager entities = SharedEntityManagerCreator.createSharedEntityManager(factory);
    T repositories = new JpaRepositoryFactory(entities).getRepository(repository);
    TransactionTemplate transactions = new TransactionTemplate(new JpaTransactionManager(factory));
    return (tenant, work) -> {
      current.set(tenant);
      try {
        return transactions.execute(
            status -> {
              entities
                  .createNativeQuery("select set_config('app.tenant', ?1, true)")
                  .setParameter(1, tenant)
                  .getSingleResult();
              return work.apply(repositories);
            });
      } finally {
        current.remove();
      }
    };
  }

  private record OfThread(ThreadLocal<String> current)
      implements CurrentTenantIdentifierResolver<String> {
    @Override
    public String resolveCurrentTenantIdentifier() {
      return Optional.ofNullable(current.get()).orElse("nobody");
    }

    @Override
    public boolean validateExistingCurrentSessions() {
      return true;
    }
  }
}
