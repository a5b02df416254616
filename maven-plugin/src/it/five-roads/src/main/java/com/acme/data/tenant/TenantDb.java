package com.acme.data.tenant;

import static com.acme.jooq.Tables.PROJECTS;

import com.acme.auth.Session;
import java.util.List;
import org.jooq.DSLContext;

/** The only code that may touch the tables of tenants. */
public final class TenantDb {
  private final DSLContext dsl;
  private final String organizationId;

  public TenantDb(DSLContext dsl, Session session) {
    this.dsl = dsl;
    this.organizationId = session.organizationId();
  }

  public List<String> names() {
    return dsl.selectFrom(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.eq(organizationId))
        .fetch(PROJECTS.NAME);
  }
}
