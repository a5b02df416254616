package com.acme.jooq;

import com.acme.jooq.tables.Projects;

public class Tables {
  public static final Projects PROJECTS = Projects.PROJECTS;
}
