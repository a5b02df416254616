package com.acme.jooq;
import com.acme.jooq.tables.Projects;
import com.acme.jooq.tables.Tasks;
import com.acme.jooq.tables.Plans;
public class Tables {
  public static final Projects PROJECTS = Projects.PROJECTS;
  public static final Tasks TASKS = Tasks.TASKS;
  public static final Plans PLANS = Plans.PLANS;
}
