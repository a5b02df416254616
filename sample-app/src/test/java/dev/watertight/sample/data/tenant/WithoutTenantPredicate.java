package dev.watertight.sample.data.tenant;

import static dev.watertight.sample.data.schema.Tables.ORGANIZATIONS;

import org.jooq.Field;
import org.jooq.Param;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.impl.DSL;
import org.jooq.impl.QOM;

/**
 * Switches the application layer off: takes every comparison of a tenant column with a value out of
 * every statement, wherever it stands. The stamp of an insert stays.
 */
final class WithoutTenantPredicate implements VisitListener {
  @Override
  public void visitStart(VisitContext context) {
    if (context.queryPart() instanceof QOM.Eq<?> equality
        && equality.$arg2() instanceof Param<?>
        && isTenantColumn(equality.$arg1())) {
      context.queryPart(DSL.trueCondition());
    }
  }

  private static boolean isTenantColumn(Field<?> field) {
    return field.getName().equals("organization_id") || field.equals(ORGANIZATIONS.ID);
  }
}
