package dev.watertight.analyzer.scope;

import java.util.Optional;

/**
 * What a project says of its tenants.
 *
 * @param setting the setting that carries the tenant
 * @param optional whether a statement may do without where no tenant is asked for
 * @param rolePerTenant whether the database role is the tenant
 */
record Options(Optional<String> setting, boolean optional, boolean rolePerTenant) {}
