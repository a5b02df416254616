package com.acme.report;

import com.acme.data.tenant.TenantDb;
import java.sql.SQLException;

public final class ProjectReport {
  private final TenantDb db;

  public ProjectReport(TenantDb db) {
    this.db = db;
  }

  public String firstName() throws SQLException {
    return db.projectNames().stream().sorted().findFirst().orElse("");
  }
}
