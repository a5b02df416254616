package com.acme.jooq.tables;
import com.acme.jooq.tables.records.ProjectsRecord;
import java.util.UUID;
import org.jooq.*;
import org.jooq.impl.*;
public class Projects extends TableImpl<ProjectsRecord> {
  public static final Projects PROJECTS = new Projects();
  public final TableField<ProjectsRecord, UUID> ID = createField(DSL.name("id"), SQLDataType.UUID.nullable(false), this, "");
  public final TableField<ProjectsRecord, String> NAME = createField(DSL.name("name"), SQLDataType.CLOB, this, "");
  public final TableField<ProjectsRecord, String> ORGANIZATION_ID = createField(DSL.name("organization_id"), SQLDataType.CLOB.nullable(false), this, "");
  private Projects(Name alias, Table<ProjectsRecord> aliased) { super(alias, null, aliased, null, DSL.comment(""), TableOptions.table()); }
  public Projects() { this(DSL.name("projects"), null); }
  @Override public Projects as(String alias) { return new Projects(DSL.name(alias), this); }
}
