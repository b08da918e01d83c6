package io.camstream.cli.command;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
    name = "camstream",
    versionProvider = VersionProvider.class,
    header = "Explains image classifiers with class-activation maps, at scale.",
    description = "%nResearch use only. Not a medical device.%n",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      StandaloneCommand.class,
      ExplainCommand.class,
      EvaluateCommand.class,
      CompareCommand.class,
      IngestCommand.class,
      WorkerCommand.class,
      ReportCommand.class,
      SetupCommand.class,
      ResultsCommand.class,
      ReplayCommand.class,
      ResetCommand.class,
      DoctorCommand.class,
    },
    footerHeading = "%nBegin with:%n",
    footer = {
      "  ./camstream demo",
      "  ./camstream run --model my-checkpoint --images my-images --out results",
      "",
      "'./camstream COMMAND --help' shows its options and an example.",
      "Exit codes: 0 all done, 1 could not run, 2 wrong usage, 3 done but some images failed,",
      "4 the audit found what --fail-on names."
    })
public final class CamStreamCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Shows the version.")
  private boolean version;

  /** Runs the command that the arguments name and returns the exit code. */
  public static int execute(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** Parser of the command line with all commands; a caller may add more. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new CamStreamCommand());
    Numbers.register(commandLine);
    return commandLine
        .setExecutionExceptionHandler(new FailureMessages())
        .setParameterExceptionHandler(CamStreamCommand::explainMistake)
        .setUsageHelpLongOptionsMaxWidth(28);
  }

  /** Prints what is wrong and where help is; the whole help would hide it. */
  private static int explainMistake(ParameterException reported, String[] arguments) {
    CommandLine command = reported.getCommandLine();
    // A required option that is misspelt is reported as missing otherwise.
    List<String> unknown = command.getUnmatchedArguments();
    ParameterException mistake =
        reported instanceof MissingParameterException && !unknown.isEmpty()
            ? new UnmatchedArgumentException(command, unknown)
            : reported;
    PrintWriter err = command.getErr();
    err.println("camstream: " + mistake.getMessage());
    UnmatchedArgumentException.printSuggestions(mistake, err);
    err.println("'./" + command.getCommandSpec().qualifiedName() + " --help' shows how to use it.");
    return ExitCode.USAGE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
