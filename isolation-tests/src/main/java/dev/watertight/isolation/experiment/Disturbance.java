package dev.watertight.isolation.experiment;

/**
 * What goes wrong in the middle of a request.
 *
 * @param at before which of the request's statements, from 1
 */
record Disturbance(Kind kind, int at) {
  /** What can go wrong. */
  enum Kind {
    NOTHING(""),
    ROLLED_BACK(", and fails afterwards: it is rolled back"),
    STATEMENT_FAILED("; before its statement %d another of its transaction fails"),
    CONNECTION_LOST("; before its statement %d the server ends its connection");

    private final String story;

    Kind(String story) {
      this.story = story;
    }
  }

  static final Disturbance NONE = new Disturbance(Kind.NOTHING, 0);

  /** As the end of a sentence. */
  String story() {
    return kind.story.formatted(at);
  }

  /** The end of a request that did all it was to do. */
  static final class RolledBack extends RuntimeException {
    private static final long serialVersionUID = 1;

    RolledBack() {
      super("the request failed afterwards", null, false, false);
    }
  }
}
