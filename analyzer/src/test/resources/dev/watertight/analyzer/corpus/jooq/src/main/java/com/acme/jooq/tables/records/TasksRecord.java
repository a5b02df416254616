package com.acme.jooq.tables.records;
import com.acme.jooq.tables.Tasks;
import java.util.UUID;
import org.jooq.impl.UpdatableRecordImpl;
public class TasksRecord extends UpdatableRecordImpl<TasksRecord> {
  public void setName(String v) { set(1, v); }
  public UUID getId() { return (UUID) get(0); }
  public TasksRecord() { super(Tasks.TASKS); }
}
