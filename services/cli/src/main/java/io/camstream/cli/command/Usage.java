package io.camstream.cli.command;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reports wrong usage. */
public final class Usage {
  private Usage() {}

  /**
   * Runs an action and reports an option that it rejects as wrong usage of the command.
   *
   * @throws ParameterException for an {@link IllegalArgumentException} of the action
   */
  public static <T> T checked(CommandSpec command, Supplier<T> action) {
    try {
      return action.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
