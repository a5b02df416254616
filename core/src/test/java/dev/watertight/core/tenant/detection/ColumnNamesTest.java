package dev.watertight.core.tenant.detection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnNamesTest {
  @ParameterizedTest
  @CsvSource({
    "organization_id, organizationId",
    "TENANT_ID_, tenantId",
    "tenantId, tenantId",
    "TenantId, tenantId",
    "tenant, tenant",
    "ORG_ID, orgId",
    "TENANT, tenant",
  })
  void a_column_has_a_property(String column, String property) {
    assertThat(ColumnNames.property(column)).isEqualTo(property);
    assertThat(ColumnNames.same(column, property)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "organizationId, organization_id",
    "tenantID, tenant_id",
    "URLPath, url_path",
    "line2Text, line2_text",
    "name, name",
  })
  void a_property_has_a_column(String property, String column) {
    assertThat(ColumnNames.column(property)).isEqualTo(column);
  }
}
