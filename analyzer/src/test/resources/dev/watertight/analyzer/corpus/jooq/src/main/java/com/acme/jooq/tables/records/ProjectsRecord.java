package com.acme.jooq.tables.records;
import com.acme.jooq.tables.Projects;
import java.util.UUID;
import org.jooq.impl.UpdatableRecordImpl;
public class ProjectsRecord extends UpdatableRecordImpl<ProjectsRecord> {
  public void setName(String v) { set(1, v); }
  public UUID getId() { return (UUID) get(0); }
  public ProjectsRecord() { super(Projects.PROJECTS); }
}
