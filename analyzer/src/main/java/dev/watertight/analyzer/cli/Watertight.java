package dev.watertight.analyzer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top of the command line. */
@Command(
    name = "watertight",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = ScanCommand.class,
    description =
        "Shows whether a query of a multi-tenant Java application can cross a tenant boundary.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
final class Watertight implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: scan");
  }
}
