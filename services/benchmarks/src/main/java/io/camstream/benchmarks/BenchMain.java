package io.camstream.benchmarks;

import io.camstream.cli.command.CamStreamCommand;

/** Entry point of {@code ./camstream bench}: the command line with the command {@code bench}. */
public final class BenchMain {
  private BenchMain() {}

  public static void main(String[] arguments) {
    System.exit(
        CamStreamCommand.commandLine().addSubcommand(new BenchCommand()).execute(arguments));
  }
}
