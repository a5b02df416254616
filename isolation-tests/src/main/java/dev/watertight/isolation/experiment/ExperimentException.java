package dev.watertight.isolation.experiment;

/** Why an experiment could not be made. Its message says what to do. */
public final class ExperimentException extends Exception {
  ExperimentException(String message) {
    super(message);
  }

  ExperimentException(String message, Throwable cause) {
    super(message, cause);
  }
}
