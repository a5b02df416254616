package com.acme.data.tenant;

import com.acme.model.Project;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ProjectRepository extends JpaRepository<Project, UUID> {
  @Query(value = "select * from projects where organization_id = ?1", nativeQuery = true)
  List<Project> findAllOf(String organizationId);
}
