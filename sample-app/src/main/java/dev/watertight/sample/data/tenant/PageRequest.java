package dev.watertight.sample.data.tenant;

/**
 * Which part of a list.
 *
 * @param number from 0 on
 * @param size how many items a page has, 1 to {@value #MAX_SIZE}
 */
public record PageRequest(int number, int size) {
  /** The largest page. */
  public static final int MAX_SIZE = 200;

  /** Checks the bounds: what comes from a request must not ask for everything at once. */
  public PageRequest {
    if (number < 0) {
      throw new IllegalArgumentException("Page " + number + ": pages are counted from 0");
    }
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "A page of " + size + " items: 1 to " + MAX_SIZE + " are allowed");
    }
  }

  /** The first page, of {@code size} items. */
  public static PageRequest first(int size) {
    return new PageRequest(0, size);
  }

  /** The page after this one. */
  public PageRequest next() {
    return new PageRequest(number + 1, size);
  }

  long offset() {
    return (long) number * size;
  }
}
