package dev.watertight.maven;

import dev.watertight.database.scratch.ScratchServers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/**
 * Stops the scratch servers when the build is over. A goal does not know whether another module's
 * will still need them, and a Maven that stays in memory does not end with the build.
 */
final class EndOfBuild {
  private static final String LAST_EVENT = "sessionEnded";

  private EndOfBuild() {}

  /** Sees to it, once for each build. */
  static synchronized void stopsServers(MavenSession session) {
    MavenExecutionRequest request = session.getRequest();
    ExecutionListener before = request.getExecutionListener();
    if (before == null || !isOurs(before)) {
      request.setExecutionListener(after(before));
    }
  }

  private static boolean isOurs(ExecutionListener listener) {
    return Proxy.isProxyClass(listener.getClass())
        && Proxy.getInvocationHandler(listener) instanceof Chained;
  }

  private static ExecutionListener after(@Nullable ExecutionListener before) {
    return (ExecutionListener)
        Proxy.newProxyInstance(
            EndOfBuild.class.getClassLoader(),
            new Class<?>[] {ExecutionListener.class},
            new Chained(before));
  }

  /** Hands every event on to the listener that was there before. */
  private record Chained(@Nullable ExecutionListener before)
      implements java.lang.reflect.InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
        throws Throwable {
      if (method.getDeclaringClass() == Object.class) {
        return method.invoke(this, arguments);
      }
      if (method.getName().equals(LAST_EVENT)) {
        ScratchServers.stopAll();
      }
      try {
        return before == null ? null : method.invoke(before, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }
  }
}
