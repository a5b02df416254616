package dev.watertight.isolation.experiment;

import dev.watertight.isolation.observation.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What came of a step.
 *
 * @param observations one for each time that it was called
 * @param before the rows of the tables that were not as kept when it began
 * @param after the same when it had ended
 * @param hung whether it did not end in time, and was ended
 */
record StepRun(
    Step step,
    List<Observation> observations,
    Recording recording,
    Map<String, List<Row>> before,
    Map<String, List<Row>> after,
    Instant begin,
    Instant end,
    boolean hung) {
  StepRun {
    observations = List.copyOf(observations);
  }

  /** What was seen the last time. */
  Observation last() {
    return observations.get(observations.size() - 1);
  }
}
