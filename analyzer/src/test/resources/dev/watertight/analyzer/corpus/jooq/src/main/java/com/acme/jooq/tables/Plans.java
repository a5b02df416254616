package com.acme.jooq.tables;
import com.acme.jooq.tables.records.PlansRecord;
import java.util.UUID;
import org.jooq.*;
import org.jooq.impl.*;
public class Plans extends TableImpl<PlansRecord> {
  public static final Plans PLANS = new Plans();
  public final TableField<PlansRecord, UUID> ID = createField(DSL.name("id"), SQLDataType.UUID.nullable(false), this, "");
  public final TableField<PlansRecord, String> NAME = createField(DSL.name("name"), SQLDataType.CLOB, this, "");
  
  private Plans(Name alias, Table<PlansRecord> aliased) { super(alias, null, aliased, null, DSL.comment(""), TableOptions.table()); }
  public Plans() { this(DSL.name("plans"), null); }
  @Override public Plans as(String alias) { return new Plans(DSL.name(alias), this); }
}
