package io.camstream.cli.command;

import io.camstream.admin.Replay;
import io.camstream.admin.ReplayFilter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts failed images back. */
@Command(
    name = "replay",
    header = "Puts images that have failed back, to be explained once more.",
    description =
        "%nWithout an option all that have failed. Each failure is put back once; an image that"
            + " fails again can be put back again. An image that now succeeds replaces its failure"
            + " in the report. Services may run meanwhile.%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  ./camstream replay --retriable --config camstream.properties",
      "  ./camstream replay --batch slide-7 --code OUT_OF_MEMORY"
    })
final class ReplayCommand implements Callable<Integer> {
  @Option(names = "--batch", paramLabel = "NAME", description = "Those of this batch alone.")
  private String batch;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "Those with this code alone, as failures.csv shows it.")
  private String code;

  @Option(
      names = "--retriable",
      description = "Those alone that a retry may help, as the worker judged.")
  private boolean retriable;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() {
    LogOutput.toStandardError("WARN");
    Replay.Outcome outcome =
        new Replay(options.load())
            .run(
                new ReplayFilter(Optional.ofNullable(batch), Optional.ofNullable(code), retriable));
    System.out.println("Put back: " + outcome.putBack());
    if (outcome.alreadyBack() > 0) {
      System.out.println("Put back before, explained since or under way: " + outcome.alreadyBack());
    }
    if (outcome.unusable() > 0) {
      System.out.println("Left, since the object was overwritten: " + outcome.unusable());
    }
    return ExitCode.OK;
  }
}
