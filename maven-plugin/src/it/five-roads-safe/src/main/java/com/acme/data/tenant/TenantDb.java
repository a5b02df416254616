package com.acme.data.tenant;

import static com.acme.jooq.Tables.PROJECTS;

import com.acme.auth.Session;
import com.acme.model.Project;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The only code that touches the tables of tenants. */
public final class TenantDb {
  private final DSLContext dsl;
  private final JdbcTemplate jdbc;
  private final DataSource dataSource;
  private final ProjectMapper mapper;
  private final ProjectRepository repository;
  private final String organizationId;

  public TenantDb(
      DSLContext dsl,
      JdbcTemplate jdbc,
      DataSource dataSource,
      ProjectMapper mapper,
      ProjectRepository repository,
      Session session) {
    this.dsl = dsl;
    this.jdbc = jdbc;
    this.dataSource = dataSource;
    this.mapper = mapper;
    this.repository = repository;
    this.organizationId = session.organizationId();
  }

  public List<String> names() {
    return dsl.selectFrom(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.eq(organizationId))
        .fetch(PROJECTS.NAME);
  }

  public List<Map<String, Object>> rows() {
    return jdbc.queryForList("select * from projects where organization_id = ?", organizationId);
  }

  public List<Project> all() {
    return repository.findAllOf(organizationId);
  }

  public List<String> mapped() {
    return mapper.names(organizationId);
  }

  public List<String> named(String part, boolean newest) throws SQLException {
    String sql = "select name from projects where organization_id = ? and name like ?";
    if (newest) {
      sql += " order by id desc";
    }
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, organizationId);
      statement.setString(2, part + "%");
      List<String> names = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      return names;
    }
  }
}
