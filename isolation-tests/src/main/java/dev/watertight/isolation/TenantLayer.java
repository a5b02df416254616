package dev.watertight.isolation;

import org.jspecify.annotations.Nullable;

/**
 * A data layer that is opened for one tenant at a time.
 *
 * @param <T> what work is done on: the tenant factory, a repository, a record of several beans
 */
@FunctionalInterface
public interface TenantLayer<T> {
  /**
   * Does the work as one request of the tenant does: with its context, its transaction, its scope.
   *
   * @param tenant the tenant's id, as its column holds it
   * @return what the work returned
   * @throws Exception what the work or the layer throws; that is an outcome like another
   */
  @Nullable Object open(String tenant, Work<T> work) throws Exception;
}
