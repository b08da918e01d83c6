package io.camstream.cli.command;

import io.camstream.platform.service.SystemSetup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Creates topics, schemas and buckets. */
@Command(
    name = "setup",
    header = "Creates missing topics, schemas and buckets.",
    description =
        "%nRun it once before the services start, and again after an update. Existing topics and"
            + " buckets are not changed.%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream setup --config camstream.properties")
final class SetupCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings;

  @Override
  public Integer call() {
    LogOutput.toStandardError("WARN");
    SystemSetup.apply(settings.load());
    System.out.println("Topics, schemas and buckets are ready.");
    return ExitCode.OK;
  }
}
