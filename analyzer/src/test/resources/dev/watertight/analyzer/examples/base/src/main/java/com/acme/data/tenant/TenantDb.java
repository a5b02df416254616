package com.acme.data.tenant;

import static com.acme.jooq.Tables.PROJECTS;
import static com.acme.jooq.Tables.TASKS;

import com.acme.auth.Session;
import com.acme.jooq.tables.records.ProjectsRecord;
import com.acme.jooq.tables.records.TasksRecord;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** The tenant factory: every statement that it makes carries the tenant. */
public final class TenantDb {
  private final DSLContext dsl;
  private final String organizationId;

  public TenantDb(DSLContext dsl, Session session) {
    this.dsl = dsl;
    this.organizationId = session.organizationId();
  }

  public List<ProjectsRecord> projects() {
    return dsl.selectFrom(PROJECTS).where(PROJECTS.ORGANIZATION_ID.eq(organizationId)).fetch();
  }

  public Optional<ProjectsRecord> project(UUID id) {
    return dsl.selectFrom(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.eq(organizationId).and(PROJECTS.ID.eq(id)))
        .fetchOptional();
  }

  public List<TasksRecord> tasks(UUID project) {
    return dsl.selectFrom(TASKS)
        .where(TASKS.ORGANIZATION_ID.eq(organizationId).and(TASKS.PROJECT_ID.eq(project)))
        .fetch();
  }

  public int rename(UUID id, String name) {
    return dsl.update(PROJECTS)
        .set(PROJECTS.NAME, name)
        .where(PROJECTS.ORGANIZATION_ID.eq(organizationId).and(PROJECTS.ID.eq(id)))
        .execute();
  }
}
