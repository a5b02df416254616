package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.Contexts.ContextSite;
import dev.watertight.isolation.sql.Findings.PredicateSite;
import dev.watertight.isolation.sql.Findings.StampSite;
import java.util.List;

/**
 * A statement as it was read, and where in its text things stand.
 *
 * @param predicates one for each of the statement's, in the same order
 * @param stamps likewise
 * @param contexts where settings are set
 */
record Reading(
    ReadStatement statement,
    List<PredicateSite> predicates,
    List<StampSite> stamps,
    List<ContextSite> contexts) {}
