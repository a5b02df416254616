package dev.watertight.sample.data.tenant;

import java.util.List;

/**
 * A part of a list.
 *
 * @param items what is on this page; empty past the end
 * @param total how many there are on all pages, counted in a statement of its own: where others
 *     write meanwhile it may be one ahead of the items
 * @param request what was asked for
 * @param <T> the type of the items
 */
public record Page<T>(List<T> items, long total, PageRequest request) {
  /** Copies the items. */
  public Page {
    items = List.copyOf(items);
  }
}
