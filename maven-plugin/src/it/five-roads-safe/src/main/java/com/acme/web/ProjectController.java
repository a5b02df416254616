package com.acme.web;

import com.acme.data.tenant.TenantDb;
import com.acme.model.Project;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

class ProjectController {
  private final TenantDb db;

  ProjectController(TenantDb db) {
    this.db = db;
  }

  List<String> names() {
    return db.names();
  }

  List<Map<String, Object>> rows() {
    return db.rows();
  }

  List<Project> all() {
    return db.all();
  }

  List<String> mapped() {
    return db.mapped();
  }

  List<String> named(String part) throws SQLException {
    return db.named(part, true);
  }
}
