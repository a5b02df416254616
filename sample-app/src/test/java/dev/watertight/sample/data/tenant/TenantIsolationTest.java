package dev.watertight.sample.data.tenant;

import dev.watertight.isolation.IsolationTest;
import dev.watertight.sample.auth.TestSessions;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every operation of the data layer, in the four cells. */
class TenantIsolationTest {
  @TestFactory
  Stream<DynamicNode> isolation() {
    return IsolationTest.of(
            dataSource -> {
              Tenants tenants =
                  new Tenants(new DefaultConfiguration().set(dataSource).set(SQLDialect.POSTGRES));
              return (tenant, work) -> tenants.open(TestSessions.tenant(tenant, "user_ada"), work);
            })
        .requireMutationScore(1)
        .nodes();
  }
}
