package dev.watertight.database.audit;

import dev.watertight.core.report.Report;

/**
 * What an audit gives.
 *
 * @param worldScript the statements that seed the tenants into a freshly migrated database, so that
 *     a proof can be replayed; empty where nothing was seeded
 */
public record AuditResult(Report report, String worldScript) {}
