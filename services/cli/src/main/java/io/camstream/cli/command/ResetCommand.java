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

/** Forgets a batch. */
@Command(
    name = "reset",
    header = "Forgets a batch: its results, its failures, its files and its report.",
    description =
        "%nThe images themselves stay. Those that still lie in the bucket, or are put there again,"
            + " are explained anew. It asks first. Services may run meanwhile.%n",
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
      description = "The batch: first folder of the images' keys, or default.")
  private String batch;

  @Option(names = "--dry-run", description = "Says what would be forgotten, and changes nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  @Option(
      names = "--force",
      description =
          "Also while images of the batch are under way; these may be explained a second time.")
  private boolean force;

  @Mixin private SettingsOptions options;

  @Override
  public Integer call() throws InterruptedException, IOException {
    LogOutput.toStandardError("WARN");
    try (Reset reset = new Reset(options.load(), batch)) {
      Reset.Extent extent = reset.extent();
      if (extent.images() == 0) {
        throw new UserError("Nothing is known of a batch " + Quoted.of(batch) + ".");
      }
      print(extent);
      if (dryRun) {
        System.out.println("Nothing was changed.");
        return ExitCode.OK;
      }
      confirm();
      reset.run(force);
      System.out.println("Forgotten.");
      return ExitCode.OK;
    }
  }

  private void print(Reset.Extent extent) {
    System.out.printf(
        "Batch %s: %d images, %d explained, %d failed, %d under way.%n",
        Quoted.of(batch), extent.images(), extent.explained(), extent.failed(), extent.underWay());
    System.out.printf(
        "Their records are withdrawn, %d files and the report are deleted.%n", extent.objects());
  }

  private void confirm() throws IOException {
    if (yes) {
      return;
    }
    System.out.print("Forget them? [y/N] ");
    System.out.flush();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    String answer = in.readLine();
    if (answer == null || !answer.strip().matches("(?i)y(es)?")) {
      throw new UserError("Not confirmed; nothing was changed.");
    }
  }
}
