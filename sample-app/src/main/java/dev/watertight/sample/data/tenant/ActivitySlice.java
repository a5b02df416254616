package dev.watertight.sample.data.tenant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A part of the log, newest first.
 *
 * @param items what happened
 * @param next where to go on; empty at the end
 */
public record ActivitySlice(List<Activity> items, Optional<Position> next) {
  /** Copies the items. */
  public ActivitySlice {
    items = List.copyOf(items);
  }

  /**
   * A place in the log. It stays right while the log grows, and says nothing about a tenant: used
   * in another tenant's scope it is just a time.
   *
   * @param occurredAt the time of the last item before it
   * @param id the id of that item
   */
  public record Position(Instant occurredAt, UUID id) {}
}
