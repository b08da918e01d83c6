package io.camstream.standalone;

import io.camstream.standalone.command.CamStreamCommand;

/** Entry point of the command line. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CamStreamCommand.execute(arguments));
  }
}
