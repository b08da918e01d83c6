package io.camstream.cli.command;

import io.camstream.admin.Reset;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes a batch's results. */
@Command(
    name = "reset",
    header = "Deletes a batch's results, failures, files and report.",
    description =
        "%nThe images stay. Those that are in the bucket, or are uploaded again, are explained"
            + " again. Asks before it deletes. Services may run meanwhile.%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  ./camstream reset --batch slide-7 --dry-run --config camstream.properties",
      "  ./camstream reset --batch slide-7 --config camstream.properties"
    })
final class ResetCommand implements Callable<Integer> {
  @Option(
      names = "--batch",
      paramLabel = "NAME",
      required = true,
      description = "The batch: first folder of the images' keys, or 'default'.")
  private String batch;

  @Option(names = "--dry-run", description = "Shows what would be deleted, and changes nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Deletes without asking.")
  private boolean yes;

  @Option(
      names = "--force",
      description =
          "Deletes even while images of the batch are in progress; these may be explained twice.")
  private boolean force;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() throws InterruptedException, IOException {
    LogOutput.toStandardError("WARN");
    try (Reset reset = new Reset(options.load(), batch)) {
      Reset.Extent extent = reset.extent();
      if (extent.images() == 0) {
        throw new UserError("There is no batch " + Quoted.of(batch) + ".");
      }
      print(extent);
      if (dryRun) {
        System.out.println("Dry run: nothing was changed.");
        return ExitCode.OK;
      }
      confirm();
      reset.run(force);
      System.out.println("Deleted.");
      return ExitCode.OK;
    }
  }

  private void print(Reset.Extent extent) {
    System.out.printf(
        "Batch %s: %d images, %d explained, %d failed, %d in progress.%n",
        Quoted.of(batch), extent.images(), extent.explained(), extent.failed(), extent.underWay());
    System.out.printf("This deletes their records, %d files and the report.%n", extent.objects());
  }

  private void confirm() throws IOException {
    if (yes) {
      return;
    }
    System.out.print("Delete them? [y/N] ");
    System.out.flush();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    String answer = in.readLine();
    if (answer == null || !answer.strip().matches("(?i)y(es)?")) {
      throw new UserError("Not confirmed; nothing was changed.");
    }
  }
}
