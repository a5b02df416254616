package dev.watertight.isolation.experiment;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one thread that the data layer runs in, as a thread of a web server's pool does: what a
 * request leaves in it, the next one finds.
 */
final class Worker implements AutoCloseable {
  /** Something to do. */
  @FunctionalInterface
  interface Job {
    void run() throws Exception;
  }

  private final Duration patience;
  private ExecutorService thread = start();

  Worker(Duration patience) {
    this.patience = patience;
  }

  /**
   * Does the job.
   *
   * @return whether it ended in time; else its thread is given up
   */
  boolean does(Job job) throws Exception {
    Future<?> future =
        thread.submit(
            () -> {
              job.run();
              return true;
            });
    try {
      future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      thread.shutdownNow();
      thread = start();
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }

  private static ExecutorService start() {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, "watertight-request");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
