package com.acme.web.nativequery;

import com.acme.model.Project;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.query.Param;

interface RawRepository extends JpaRepository<Project, UUID> {
  @Query(
      value = "SELECT * FROM projects p WHERE p.name = :name",
      nativeQuery = true)
  List<Project> named(@Param("name") String name);
}
