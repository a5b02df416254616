package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entities without a tenant of their own, which belong to one through an association. */
class OwnedEntitiesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select l from Label l where l.text = :text",
        "select l from Label l join l.project p where l.text = :text",
        "select l from Label l join Project p on p.id = l.id where p.organizationId = :org",
        "delete from Label l where l.project in (select p from Project p where p.name = :name)",
        "select l from Label l where l.project = :project",
        "select l from Label l where l in (select m from Label m where m.text = :text)"
      })
  void areFoundWhereTheirOwnersAreNotHeld(String jpql) throws Exception {
    assertThat(found(jpql)).containsExactly("unscoped-query Store.java:9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select l from Label l where l.project.organizationId = :org",
        "select l from Label l join l.project p where p.organizationId = :org and l.text = :text",
        "select l from Label l join Project p on p.id = l.project.id where p.organizationId = :org",
        "select l from Label l join Project p on p = l.project where p.organizationId = :org",
        "delete from Label l where l.project in (select p from Project p where p.organizationId = :org)",
        "delete from Label l where l.project.id in (select p.id from Project p where p.organizationId = :org)"
      })
  void areNoFindingWhereTheyAre(String jpql) throws Exception {
    assertThat(found(jpql)).isEmpty();
  }

  private List<String> found(String jpql) throws Exception {
    return new TinyProject(folder)
        .file(
            "com/acme/data/Project.java",
            """
            package com.acme.data;

            import jakarta.persistence.*;

            @Entity
            @Table(name = "projects")
            class Project {
              @Id java.util.UUID id;
              @Column(name = "organization_id") java.util.UUID organizationId;
              String name;
            }
            """)
        .file(
            "com/acme/data/Label.java",
            """
            package com.acme.data;

            import jakarta.persistence.*;

            @Entity
            @Table(name = "labels")
            class Label {
              @Id java.util.UUID id;
              @ManyToOne(optional = false) @JoinColumn(name = "project_id", nullable = false) Project project;
              String text;
            }
            """)
        .file(
            "com/acme/data/Store.java",
            """
            package com.acme.data;

            import jakarta.persistence.EntityManager;

            class Store {
              EntityManager em;

              Object run(Object value) {
                return em.createQuery("%s").setParameter("org", value);
              }
            }
            """
                .formatted(jpql))
        .found();
  }
}
