package io.camstream.cli.command;

import io.camstream.admin.Replay;
import io.camstream.admin.ReplayFilter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Republishes failed images. */
@Command(
    name = "replay",
    header = "Retries images that have failed.",
    description =
        "%nPublishes their references again; without an option, those of all failed images. Each"
            + " failure is republished once; an image that fails again can be republished again. An"
            + " image that succeeds replaces its failure in the report. Services may run"
            + " meanwhile.%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  ./camstream replay --retriable --config camstream.properties",
      "  ./camstream replay --batch slide-7 --code OUT_OF_MEMORY"
    })
final class ReplayCommand implements Callable<Integer> {
  @Option(names = "--batch", paramLabel = "NAME", description = "Only images of this batch.")
  private String batch;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "Only failures with this code, as in failures.csv.")
  private String code;

  @Option(names = "--retriable", description = "Only failures that the worker marked as retriable.")
  private boolean retriable;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() {
    LogOutput.toStandardError("WARN");
    Replay.Outcome outcome =
        new Replay(options.load())
            .run(
                new ReplayFilter(Optional.ofNullable(batch), Optional.ofNullable(code), retriable));
    System.out.println("Republished: " + outcome.putBack());
    if (outcome.alreadyBack() > 0) {
      System.out.println(
          "Skipped, republished before and explained or in progress: " + outcome.alreadyBack());
    }
    if (outcome.unusable() > 0) {
      System.out.println("Skipped, the object was overwritten: " + outcome.unusable());
    }
    return ExitCode.OK;
  }
}
