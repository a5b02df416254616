package dev.watertight.analyzer.link;

/**
 * A text that may be looked at only so often: the scanned code's regular expressions are applied to
 * it, and some of them would never end.
 */
final class BoundedText implements CharSequence {
  private static final int MAX_LOOKS = 2_000_000;

  /** The expression takes too long. */
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super("too many steps", null, false, false);
    }
  }

  private final String text;
  private int looks;

  BoundedText(String text) {
    this.text = text;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++looks > MAX_LOOKS) {
      throw new TooLong();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
