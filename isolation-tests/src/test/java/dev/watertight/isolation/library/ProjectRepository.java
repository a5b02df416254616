package dev.watertight.isolation.library;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.query.Param;

/** Projects of an entity that has a tenant. */
public interface ProjectRepository
    extends JpaRepository<Project, UUID>, JpaSpecificationExecutor<Project> {
  /** A part of a project. */
  interface NameOnly {
    String getName();
  }

  /** Another part. */
  record Budget(String name, int budget) {}

  Optional<Project> findByName(String name);

  List<Project> findByNameContainingIgnoreCaseOrderByName(String text);

  Page<Project> findByBudgetGreaterThanEqual(int budget, Pageable pageable);

  Slice<Project> findByNameNotNull(Pageable pageable);

  List<NameOnly> findByIdIn(List<UUID> ids);

  List<Budget> findAllProjectedBy(Sort sort);

  Stream<Project> readAllByOrderByName();

  boolean existsByName(String name);

  @EntityGraph(attributePaths = "tasks")
  List<Project> findByTasksTitle(String title);

  @Query("select p from Project p join p.tasks t where t.title = :title order by p.name")
  Page<Project> withTask(@Param("title") String title, Pageable pageable);

  @Modifying(flushAutomatically = true, clearAutomatically = true)
  @Query("update Project p set p.budget = :budget where p.id = :id")
  int setBudget(@Param("id") UUID id, @Param("budget") int budget);

  long deleteByName(String name);
}
