package dev.watertight.analyzer.cli;

import picocli.CommandLine;

/** The command line: {@code scan}. */
public final class Main {
  private Main() {}

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs the command; gives its exit status. */
  public static int run(String... arguments) {
    return new CommandLine(new Watertight()).execute(arguments);
  }
}
