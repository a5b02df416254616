package com.acme.jooq.tables;
import com.acme.jooq.tables.records.TasksRecord;
import java.util.UUID;
import org.jooq.*;
import org.jooq.impl.*;
public class Tasks extends TableImpl<TasksRecord> {
  public static final Tasks TASKS = new Tasks();
  public final TableField<TasksRecord, UUID> ID = createField(DSL.name("id"), SQLDataType.UUID.nullable(false), this, "");
  public final TableField<TasksRecord, String> NAME = createField(DSL.name("name"), SQLDataType.CLOB, this, "");
  public final TableField<TasksRecord, String> ORGANIZATION_ID = createField(DSL.name("organization_id"), SQLDataType.CLOB.nullable(false), this, "");
  private Tasks(Name alias, Table<TasksRecord> aliased) { super(alias, null, aliased, null, DSL.comment(""), TableOptions.table()); }
  public Tasks() { this(DSL.name("tasks"), null); }
  @Override public Tasks as(String alias) { return new Tasks(DSL.name(alias), this); }
}
