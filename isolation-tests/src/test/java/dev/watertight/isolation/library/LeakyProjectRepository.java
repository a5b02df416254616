package dev.watertight.isolation.library;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Projects of an entity that has none, and native queries. */
public interface LeakyProjectRepository extends Repository<ProjectRow, UUID> {
  Optional<ProjectRow> findById(UUID id);

  Page<ProjectRow> findByNameNotNull(Pageable pageable);

  Slice<ProjectRow> findByBudgetGreaterThanEqual(int budget, Pageable pageable);

  boolean existsByName(String name);

  @Query(value = "select * from projects where name = :name", nativeQuery = true)
  List<ProjectRow> natively(@Param("name") String name);

  /** The rows are the tenant's; how many pages there are is not. */
  @Query(
      value = "select name from projects where organization_id = current_setting('app.tenant')",
      countQuery = "select count(*) from projects",
      nativeQuery = true)
  Page<String> ownOfAll(Pageable pageable);

  @Modifying
  @Query("update ProjectRow p set p.budget = p.budget + 1 where p.id = :id")
  int raise(@Param("id") UUID id);

  ProjectRow save(ProjectRow row);
}
