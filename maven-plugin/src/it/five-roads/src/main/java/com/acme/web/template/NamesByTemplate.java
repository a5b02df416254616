package com.acme.web.template;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

class NamesByTemplate {
  private final JdbcTemplate jdbcTemplate;

  NamesByTemplate(JdbcTemplate jdbcTemplate) {
    this.jdbcTemplate = jdbcTemplate;
  }

  List<Map<String, Object>> rows(String name) {
    return jdbcTemplate.queryForList("SELECT p.* FROM projects p WHERE p.name = ?", name);
  }
}
