package io.camstream.cli;

import io.camstream.cli.command.CamStreamCommand;

/** Entry point of the command line. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CamStreamCommand.execute(arguments));
  }
}
