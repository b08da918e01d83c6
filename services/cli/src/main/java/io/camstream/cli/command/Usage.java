package io.camstream.cli.command;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What counts as wrong usage. */
public final class Usage {
  private Usage() {}

  /**
   * Makes of an option that is refused wrong usage of the command, whenever that turns out.
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
