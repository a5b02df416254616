package com.acme.data;
import org.jooq.DSLContext;
import static org.jooq.impl.DSL.*;
public class TenantDb {
  private final DSLContext dsl; private final String org;
  public TenantDb(DSLContext dsl, String org) { this.dsl = dsl; this.org = org; }
  public int projects() { return dsl.fetchCount(table("projects"), field("organization_id").eq(org)); }
}
