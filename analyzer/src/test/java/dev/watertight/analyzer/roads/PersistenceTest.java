package dev.watertight.analyzer.roads;

import static dev.watertight.analyzer.roads.RoadCheck.ENTITIES;
import static dev.watertight.analyzer.roads.RoadCheck.check;

import org.junit.jupiter.api.Test;

class PersistenceTest {
  private static final String HEAD =
      """
      package acme;
      import java.util.*;
      import jakarta.persistence.*;
      import jakarta.persistence.criteria.*;
      import org.hibernate.*;
      """;

  private static void inMethod(String body) {
    check(
        ENTITIES,
        HEAD
            + "class Dao { @PersistenceContext EntityManager em; Session session;"
            + " StatelessSession stateless; Map<Object, Object> map; List<Project> list;\n"
            + "void run(Project project, Plan plan, Task task) {\n"
            + body
            + "\n}}");
  }

  @Test
  void anEntityManagerLoadsByClass() {
    inMethod(
        """
        em.find(Project.class, 1L); //> projects
        em.getReference(Task.class, 1L); //> tasks
        em.find(Plan.class, 1L);
        map.get(Project.class);
        """);
  }

  @Test
  void anEntityManagerWritesWhatItIsGiven() {
    inMethod(
        """
        em.persist(project); //> projects
        em.merge(task.getProject()); //> projects
        em.remove(em.find(Plan.class, 1L));
        em.remove(new Task()); //> tasks
        em.refresh(task); //> tasks
        em.detach(task);
        em.contains(task);
        em.persist(plan);
        map.remove(project);
        list.remove(project);
        """);
  }

  @Test
  void queriesAreReadInTheirLanguage() {
    inMethod(
        """
        em.createQuery("select t from Task t join t.project p").getResultList(); //> projects, tasks
        em.createQuery("select p from Plan p").getResultList();
        em.createNativeQuery("update projects set name = 'x'").executeUpdate(); //> projects
        em.createNativeQuery("update plans set name = 'x'").executeUpdate();
        em.createQuery("select p from Project p", Project.class).getSingleResult(); //> projects
        """);
  }

  @Test
  void aNamedQueryIsTheTextOfItsAnnotation() {
    check(
        HEAD
            + """
            @Entity @Table(name = "projects") class Project { @Id Long id; }
            @Entity @Table(name = "plans")
            @NamedQueries({
              @NamedQuery(name = Plan.MIXED, query = "select p from Plan p, Project q"),
              @NamedQuery(name = "Plan.all", query = "select p from Plan p")
            })
            @NamedNativeQuery(name = "Plan.sql", query = "select * from tasks")
            class Plan { static final String MIXED = "Plan.mixed"; @Id Long id; }
            class Dao {
              EntityManager em;
              void run(String name) {
                em.createNamedQuery(Plan.MIXED, Plan.class); //> projects
                em.createNamedQuery("Plan.all", Plan.class);
                em.createNamedQuery("Plan.sql"); //> tasks
                em.createNamedQuery("Plan.missing"); //> ?
              }
            }
            """);
  }

  @Test
  void aGenericDaoTouchesTheTablesOfItsSubclasses() {
    check(
        ENTITIES,
        HEAD
            + """
            abstract class GenericDao<T> {
              EntityManager em; private final Class<T> type;
              GenericDao(Class<T> type) { this.type = type; }
              T byId(Object id) {
                return em.find(type, id); //> projects
              }
            }
            class Projects extends GenericDao<Project> { Projects() { super(Project.class); } }
            class Plans extends GenericDao<Plan> { Plans() { super(Plan.class); } }
            """);
  }

  @Test
  void aParameterIsWhatCallersPass() {
    check(
        ENTITIES,
        HEAD
            + """
            class Store {
              EntityManager em;
              void put(Base entity) { em.persist(entity); }
              <T> T get(Class<T> type, Object id) { return em.find(type, id); }
            }
            class Service {
              Store store;
              void run(Project p, Plan plan) {
                store.put(p); //> projects
                store.put(plan);
                store.get(Task.class, 1); //> tasks
                store.get(Plan.class, 1);
              }
            }
            class Lonely {
              EntityManager em;
              void put(Object entity) {
                em.persist(entity); //> ?
              }
            }
            """);
  }

  @Test
  void aCriteriaQueryIsOneStatementWithItsSubqueriesAndJoins() {
    inMethod(
        """
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaQuery<Plan> query = cb.createQuery(Plan.class);
        Root<Plan> root = query.from(Plan.class);
        Subquery<Long> inner = query.subquery(Long.class);
        Root<Project> projects = inner.from(Project.class); //> projects, tasks
        Join<Project, Task> tasks = projects.join("tasks");
        em.createQuery(query).getResultList();
        CriteriaQuery<Plan> harmless = cb.createQuery(Plan.class);
        harmless.from(Plan.class);
        em.createQuery(harmless).getResultList();
        """);
  }

  @Test
  void criteriaUpdatesAndDeletesAreStatements() {
    inMethod(
        """
        CriteriaBuilder cb = em.getCriteriaBuilder();
        CriteriaDelete<Task> delete = cb.createCriteriaDelete(Task.class);
        delete.from(Task.class); //> tasks
        em.createQuery(delete).executeUpdate();
        CriteriaUpdate<Plan> update = cb.createCriteriaUpdate(Plan.class);
        update.from(Plan.class);
        em.createQuery(update).executeUpdate();
        """);
  }

  @Test
  void aSubqueryInASpecificationIsAStatement() {
    check(
        ENTITIES,
        HEAD
            + """
            class Specs {
              static org.springframework.data.jpa.domain.Specification<Plan> open() {
                return (root, query, cb) -> {
                  var inner = query.subquery(Long.class);
                  var tasks = inner.from(Task.class); //> tasks
                  return cb.exists(inner);
                };
              }
            }
            """);
  }

  @Test
  void sessionsOfHibernateLoadWriteAndQuery() {
    inMethod(
        """
        session.get(Project.class, 1L); //> projects
        session.load("Task", 1L); //> tasks
        session.byId(Task.class).load(1L); //> tasks
        session.saveOrUpdate(project); //> projects
        session.delete(task); //> tasks
        session.createCriteria(Task.class); //> tasks
        session.createSQLQuery("select * from members"); //> members
        session.createMutationQuery("delete from Project").executeUpdate(); //> projects
        stateless.insert(project); //> projects
        session.get(Plan.class, 1L);
        session.byId(Plan.class).load(1L);
        session.saveOrUpdate(plan);
        session.createCriteria(Plan.class);
        session.createSQLQuery("select * from plans");
        stateless.insert(plan);
        """);
  }

  @Test
  void theTemplateOfSpringForHibernateIsASessionToo() {
    check(
        ENTITIES,
        HEAD
            + """
            import org.springframework.orm.hibernate5.support.HibernateDaoSupport;
            class Dao extends HibernateDaoSupport {
              void run(Task task, Plan plan) {
                getHibernateTemplate().find("from Project p"); //> projects
                getHibernateTemplate().save(task); //> tasks
                getHibernateTemplate().execute(s -> s.createQuery("from Task")); //> tasks
                getHibernateTemplate().find("from Plan p");
                getHibernateTemplate().save(plan);
              }
            }
            """);
  }

  @Test
  void aLambdaThatIsKeptAndAReferenceToAMethodAreSeen() {
    check(
        ENTITIES,
        HEAD
            + """
            class Dao {
              EntityManager em;
              org.springframework.data.jpa.repository.JpaRepository<Project, Long> projects;
              org.springframework.data.jpa.repository.JpaRepository<Plan, Long> plans;
              Runnable kept = () -> em.createQuery("from Task"); //> tasks
              Runnable safe = () -> em.createQuery("from Plan");
              void run(List<Long> ids, List<Object> things) {
                ids.forEach(projects::findById); //> projects
                ids.forEach(plans::findById);
                things.forEach(em::persist); //> ?
              }
            }
            """);
  }

  @Test
  void theNameOfAClassIsTheNameOfItsEntity() {
    check(
        ENTITIES,
        HEAD
            + """
            class Dao {
              EntityManager em; Class<Project> type = Project.class; Class<Plan> plan = Plan.class;
              void run(Class<?> any) {
                em.createQuery("from " + type.getSimpleName()); //> projects
                em.createQuery("from " + plan.getName());
                em.createQuery("from " + any.getSimpleName()); //> ?
              }
            }
            """);
  }

  @Test
  void aCriteriaQueryStaysOneThroughItsFluentMethods() {
    check(
        ENTITIES,
        """
        package acme;
        import jakarta.persistence.*;
        import jakarta.persistence.criteria.*;
        class Search {
          EntityManager em;
          void run() {
            CriteriaBuilder builder = em.getCriteriaBuilder();
            CriteriaQuery<Plan> plans = builder.createQuery(Plan.class);
            Root<Plan> plan = plans.from(plans.getResultType());
            em.createQuery(plans.select(plan).where(builder.isNull(plan.get("name"))).distinct(true));
            var projects = builder.createQuery(Project.class);
            projects.from(projects.getResultType()); //> projects
            em.createQuery(projects.orderBy());
          }
        }
        """);
  }
}
