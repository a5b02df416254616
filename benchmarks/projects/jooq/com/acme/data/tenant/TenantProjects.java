package com.acme.data.tenant;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import org.jooq.DSLContext;

public final class TenantProjects {
  private final DSLContext dsl;
  private final String organization;

  public TenantProjects(DSLContext dsl, String organization) {
    this.dsl = dsl;
    this.organization = organization;
  }

  public int count() {
    return dsl.fetchCount(table("projects"), field("organization_id").eq(organization));
  }
}
