package dev.watertight.analyzer.source;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads for parsing, whose stack takes code that is nested thousands of levels deep.
 *
 * <p>The stack is reserved, not committed: memory is used as deep as a file really goes.
 */
final class DeepStack {
  private static final long STACK_BYTES = 256L << 20;

  private DeepStack() {}

  /** A daemon thread with a deep stack, not yet started. */
  static Thread thread(Runnable work, String name) {
    Thread thread = new DeepThread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Runs on the calling thread if its stack is deep, else on a new thread, and waits for it. */
  static <T> T call(Supplier<T> work) {
    if (Thread.currentThread() instanceof DeepThread) {
      return work.get();
    }
    FutureTask<T> task = new FutureTask<>(work::get);
    thread(task, "watertight-read").start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw rethrown(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }

  private static final class DeepThread extends Thread {
    DeepThread(Runnable work, String name) {
      super(null, work, name, STACK_BYTES);
    }
  }
}
