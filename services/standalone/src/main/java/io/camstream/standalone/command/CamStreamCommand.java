package io.camstream.standalone.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "camstream",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Explains image classifiers with class-activation maps, at scale.",
    description = "%nResearch use only. Not a medical device.%n",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      StandaloneCommand.class,
      IngestCommand.class,
      WorkerCommand.class,
      ReportCommand.class,
      SetupCommand.class,
      ResultsCommand.class,
      DoctorCommand.class,
    },
    footerHeading = "%nBegin with:%n",
    footer = {
      "  ./camstream demo",
      "  ./camstream run --model my-checkpoint --images my-images --out results",
      "",
      "'./camstream COMMAND --help' tells more, with an example.",
      "Exit codes: 0 all done, 1 could not run, 2 wrong usage, 3 done but some images failed."
    })
public final class CamStreamCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs the command that the arguments name and returns the exit code. */
  public static int execute(String... arguments) {
    return new CommandLine(new CamStreamCommand())
        .setExecutionExceptionHandler(new FailureMessages())
        .setUsageHelpLongOptionsMaxWidth(28)
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
