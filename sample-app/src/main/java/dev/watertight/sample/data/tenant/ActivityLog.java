package dev.watertight.sample.data.tenant;

import static dev.watertight.sample.data.schema.Tables.ACTIVITY;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;

/** What happened in the tenant. Can be added to and read; the database lets nobody change it. */
public final class ActivityLog {
  private final Scope scope;

  ActivityLog(Scope scope) {
    this.scope = scope;
  }

  /**
   * Records something that the scope's user does, now.
   *
   * @throws InvalidValueException where the action is blank or too long
   */
  public Activity append(NewActivity activity) {
    return scope
        .dsl()
        .insertInto(ACTIVITY)
        .set(ACTIVITY.ORGANIZATION_ID, scope.organizationId())
        .set(ACTIVITY.ACTOR_USER_ID, scope.userId())
        .set(ACTIVITY.ACTION, activity.action())
        .set(ACTIVITY.PROJECT_ID, activity.projectId().orElse(null))
        .set(ACTIVITY.DETAIL, activity.detail())
        .returning()
        .fetchSingle(ActivityLog::activity);
  }

  /**
   * A part of the log, newest first.
   *
   * @param projectId only what happened in this project
   * @param after where the part before it ended; empty for the newest
   * @param size at most so many, 1 to {@value PageRequest#MAX_SIZE}
   */
  public ActivitySlice list(
      Optional<UUID> projectId, Optional<ActivitySlice.Position> after, int size) {
    int limit = PageRequest.first(size).size();
    List<Activity> found =
        scope
            .dsl()
            .selectFrom(ACTIVITY)
            .where(ACTIVITY.ORGANIZATION_ID.eq(scope.organizationId()))
            .and(projectId.map(ACTIVITY.PROJECT_ID::eq).orElse(noCondition()))
            .and(
                after
                    .map(
                        last ->
                            row(ACTIVITY.OCCURRED_AT, ACTIVITY.ID).lt(last.occurredAt(), last.id()))
                    .orElse(noCondition()))
            .orderBy(ACTIVITY.OCCURRED_AT.desc(), ACTIVITY.ID.desc())
            // One more than asked for tells whether there is a next part.
            .limit(limit + 1)
            .fetch(ActivityLog::activity);
    if (found.size() <= limit) {
      return new ActivitySlice(found, Optional.empty());
    }
    Activity last = found.get(limit - 1);
    return new ActivitySlice(
        found.subList(0, limit),
        Optional.of(new ActivitySlice.Position(last.occurredAt(), last.id())));
  }

  private static Activity activity(Record row) {
    return new Activity(
        row.get(ACTIVITY.ID),
        row.get(ACTIVITY.OCCURRED_AT),
        row.get(ACTIVITY.ACTOR_USER_ID),
        row.get(ACTIVITY.ACTION),
        Optional.ofNullable(row.get(ACTIVITY.PROJECT_ID)),
        row.get(ACTIVITY.DETAIL));
  }
}
