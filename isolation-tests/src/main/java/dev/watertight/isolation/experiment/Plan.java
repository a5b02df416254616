package dev.watertight.isolation.experiment;

import dev.watertight.core.config.Configuration;
import dev.watertight.isolation.DataLayer;
import dev.watertight.isolation.operation.FinderOptions;
import dev.watertight.isolation.operation.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * What an experiment is made of.
 *
 * @param migrations the folders that make the schema
 * @param seed gives the same experiment again
 * @param tries for each operation, at most
 * @param tenants at least two
 * @param rows of each tenant in each table
 * @param patience how long one call may take
 * @param declared operations that the user wrote down
 * @param generators makers of values of types that cannot be made up
 * @param leftOut names of operations that are not to be called, with the reason
 */
public record Plan(
    Configuration configuration,
    List<Path> migrations,
    DataLayer<?> application,
    long seed,
    int tries,
    int tenants,
    int rows,
    Duration patience,
    List<Operation> declared,
    Map<Class<?>, Function<Random, ?>> generators,
    Map<String, String> leftOut,
    FinderOptions finder) {
  public Plan {
    migrations = List.copyOf(migrations);
    declared = List.copyOf(declared);
    generators = Map.copyOf(generators);
    leftOut = Map.copyOf(leftOut);
  }
}
