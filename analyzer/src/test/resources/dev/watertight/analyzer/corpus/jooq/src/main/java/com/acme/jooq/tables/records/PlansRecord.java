package com.acme.jooq.tables.records;
import com.acme.jooq.tables.Plans;
import java.util.UUID;
import org.jooq.impl.UpdatableRecordImpl;
public class PlansRecord extends UpdatableRecordImpl<PlansRecord> {
  public void setName(String v) { set(1, v); }
  public UUID getId() { return (UUID) get(0); }
  public PlansRecord() { super(Plans.PLANS); }
}
