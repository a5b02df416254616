package dev.watertight.analyzer.roads;

import static dev.watertight.analyzer.roads.RoadCheck.ENTITIES;
import static dev.watertight.analyzer.roads.RoadCheck.check;

import org.junit.jupiter.api.Test;

class SpringDataTest {
  private static final String HEAD =
      """
      package acme;
      import java.util.*;
      import org.springframework.data.jpa.repository.*;
      import org.springframework.data.repository.*;
      """;

  @Test
  void aNameIsAQueryOfTheDomainsTable() {
    check(
        ENTITIES,
        HEAD
            + """
            interface Projects extends JpaRepository<Project, Long> {
              List<Project> findByName(String name); //> projects
              long countByName(String name); //> projects
              void deleteByName(String name); //> projects
              default String label() { return "p"; }
              static String other() { return "select * from projects"; }
            }
            interface Plans extends JpaRepository<Plan, Long> {
              List<Plan> findByName(String name);
              long countByName(String name);
            }
            """);
  }

  @Test
  void aNameReachesTheTablesOfAssociationsButNotForTheirIds() {
    check(
        ENTITIES,
        HEAD
            + """
            interface Tasks extends CrudRepository<Task, Long> {
              List<Task> findByProjectName(String name); //> projects, tasks
              List<Task> findByTitleAndProject_Name(String t, String name); //> projects, tasks
              List<Task> findByTitleOrderByProjectNameDesc(String t); //> projects, tasks
              List<Task> findByProjectId(Long id); //> tasks
              List<Task> findByTitle(String title); //> tasks
            }
            """);
  }

  @Test
  void aQueryIsReadAsJpqlUnlessItIsNative() {
    check(
        ENTITIES,
        HEAD
            + """
            interface Plans extends JpaRepository<Plan, Long> {
              String ALL = "select p from Project p";
              @Query("select p from Plan p") List<Plan> plans();
              @Query(ALL) List<Project> projects(); //> projects
              @Query("select t from Task t join t.project p where p.name = :#{#x.name}") List<Task> joined(); //> projects, tasks
              @Query("select x from #{#entityName} x") List<Plan> own();
              @Query(value = "select * from projects", nativeQuery = true) List<Object> sql(); //> projects
              @Query(value = "select * from plans", nativeQuery = true) List<Object> harmless();
              @NativeQuery("select * from members") List<Object> members(); //> members
              @NativeQuery("select * from plans") List<Object> free();
              @Modifying @Query("delete from Task t where t.id = ?1") void drop(Long id); //> tasks
              @Modifying @Query("delete from Plan t where t.id = ?1") void dropPlan(Long id);
            }
            """);
  }

  @Test
  void theEntityNameIsTheDomains() {
    check(
        ENTITIES,
        HEAD
            + """
            interface Projects extends JpaRepository<Project, Long> {
              @Query("select x from #{#entityName} x") List<Project> own(); //> projects
            }
            """);
  }

  @Test
  void whatIsInheritedIsAnAccessWhereItIsCalled() {
    check(
        ENTITIES,
        HEAD
            + """
            interface Projects extends JpaRepository<Project, Long>, JpaSpecificationExecutor<Project> {
              default void clean() {
                deleteAllInBatch(); //> projects
              }
            }
            interface Plans extends JpaRepository<Plan, Long> {}
            class Service {
              Projects projects; Plans plans; Map<Long, Project> map;
              void run(Project p, org.springframework.data.jpa.domain.Specification<Project> spec) {
                projects.findAll(); //> projects
                projects.findAll(spec); //> projects
                projects.findById(1L); //> projects
                projects.save(p); //> projects
                projects.count(); //> projects
                projects.flush();
                plans.findAll();
                plans.save(new Plan());
                map.get(1L);
              }
            }
            """);
  }

  @Test
  void aDeclaredMethodIsNoSecondAccessWhereItIsCalled() {
    check(
        ENTITIES,
        HEAD
            + """
            interface Projects extends JpaRepository<Project, Long> {
              List<Project> findByName(String n); //> projects
              @Override List<Project> findAll(); //> projects
            }
            class Service {
              Projects projects;
              void run() {
                projects.findByName("x");
                projects.findAll();
              }
            }
            """);
  }

  @Test
  void aGenericBaseSpeaksForTheDomainOfTheRepositoryThatIsCalled() {
    check(
        ENTITIES,
        HEAD
            + """
            @NoRepositoryBean interface BaseRepository<T, I> extends JpaRepository<T, I> {
              List<T> findByName(String name);
            }
            interface Projects extends BaseRepository<Project, Long> {}
            interface Plans extends BaseRepository<Plan, Long> {}
            class Service {
              Projects projects; Plans plans;
              void run() {
                projects.findByName("x"); //> projects
                projects.existsById(1L); //> projects
                plans.findByName("x");
                plans.existsById(1L);
              }
            }
            """);
  }

  @Test
  void aRepositoryByDefinitionIsOneToo() {
    check(
        ENTITIES,
        HEAD
            + """
            @RepositoryDefinition(domainClass = Task.class, idClass = Long.class)
            interface Tasks {
              Optional<Task> findByTitle(String title); //> tasks
            }
            interface NotOne {
              Optional<Task> findByTitle(String title);
            }
            """);
  }

  @Test
  void anAggregateOfSpringDataJdbcHasATableByAnnotationOrByName() {
    check(
        """
        package acme;
        import org.springframework.data.annotation.Id;
        import org.springframework.data.jdbc.repository.query.Query;
        import org.springframework.data.relational.core.mapping.Table;
        import org.springframework.data.repository.*;
        import java.util.*;
        @Table("members") class Member { @Id Long id; }
        class Task { @Id Long id; }
        class Plan { @Id Long id; }
        interface Members extends CrudRepository<Member, Long> {
          @Query("select * from projects p where p.id = :id") List<Object> mixed(Long id); //> projects
          @Query("select * from plans p where p.id = :id") List<Object> plain(Long id);
          List<Member> findByName(String name); //> members
        }
        interface Tasks extends ListCrudRepository<Task, Long> {
          Task findByTitle(String title); //> tasks
        }
        """);
  }

  @Test
  void aNamedQueryOfTheEntityIsTheMethods() {
    check(
        """
        package acme;
        import jakarta.persistence.*;
        import java.util.List;
        import org.springframework.data.jpa.repository.*;
        @Entity @Table(name = "projects") class Project { @Id Long id; }
        @Entity @Table(name = "plans")
        @NamedQuery(name = "Plan.mixed", query = "select p from Plan p, Project q")
        class Plan { @Id Long id; String name; }
        interface Plans extends JpaRepository<Plan, Long> {
          List<Plan> mixed(); //> projects
          List<Plan> findByName(String name);
        }
        """);
  }

  @Test
  void aRepositoryOfAnotherStoreIsNone() {
    check(
        """
        package acme;
        import org.springframework.data.mongodb.core.mapping.Document;
        import org.springframework.data.mongodb.repository.MongoRepository;
        import org.springframework.data.repository.CrudRepository;
        @Document class Task { String id; }
        interface Tasks extends MongoRepository<Task, String> { Task findByTitle(String t); }
        interface More extends CrudRepository<Task, String> { Task findByTitle(String t); }
        class Service { Tasks tasks; More more; void run() { tasks.findAll(); more.deleteAll(); } }
        """);
  }

  @Test
  void aQueryOfTheEntityInAGenericBaseIsOneOfTheRepositoryThatIsCalled() {
    check(
        ENTITIES,
        HEAD
            + """
            @NoRepositoryBean interface BaseRepository<T extends Base> extends JpaRepository<T, Long> {
              @Query("select e from #{#entityName} e where e.id in ?1") List<T> these(List<Long> ids);
              default T need(Long id) { return findById(id).orElseThrow(); }
            }
            interface Projects extends BaseRepository<Project> {}
            interface Plans extends BaseRepository<Plan> {}
            class Service {
              Projects projects; Plans plans;
              void run(Optional<Long> id) {
                projects.these(List.of()); //> projects
                projects.need(1L); //> projects
                id.map(projects::need); //> projects
                plans.these(List.of());
                plans.need(1L);
                id.map(plans::need);
              }
            }
            """);
  }

  @Test
  void aGenericServiceIsAboutTheRepositoryThatItsSubtypeNames() {
    check(
        ENTITIES,
        HEAD
            + """
            abstract class Generic<E, R extends JpaRepository<E, Long>> {
              protected R repository;
              List<E> list() { return repository.findAll(); }
            }
            class ProjectService extends Generic<Project, Projects> {
              void run() {
                list(); //> projects
                repository.findById(1L); //> projects
              }
            }
            class PlanService extends Generic<Plan, Plans> {
              void run() {
                list();
                repository.findById(1L);
              }
            }
            interface Projects extends JpaRepository<Project, Long> {}
            interface Plans extends JpaRepository<Plan, Long> {}
            """);
  }

  @Test
  void whatOnlyAFrameworkCallsIsAboutAllSubtypes() {
    check(
        ENTITIES,
        HEAD
            + """
            abstract class Listing<E> {
              JpaRepository<E, Long> repository;
              List<E> list() { return repository.findAll(); } //> projects
            }
            class ProjectListing extends Listing<Project> {}
            class PlanListing extends Listing<Plan> {}
            abstract class Harmless<E> {
              JpaRepository<E, Long> repository;
              List<E> list() { return repository.findAll(); }
            }
            class OtherPlanListing extends Harmless<Plan> {}
            """);
  }

  @Test
  void aPathThroughAnAssociationJoinsItsTable() {
    check(
        ENTITIES,
        HEAD
            + """
            @jakarta.persistence.Entity @jakarta.persistence.Table(name = "guides")
            class Guide { @jakarta.persistence.Id Long id; @jakarta.persistence.ManyToOne Task task; }
            interface Guides extends JpaRepository<Guide, Long> {
              @Query("select g from Guide g where g.task.title = ?1") List<Guide> titled(String t); //> tasks
              @Query("select g from Guide g where g.task.project.name = ?1") List<Guide> named(String t); //> projects, tasks
              @Query("select g from Guide g where g.task.id = ?1") List<Guide> ofTask(Long id);
              @Query("select g from Guide g where 'g.task.title' = ?1") List<Guide> literal(String t);
            }
            """);
  }
}
