package io.camstream.cli.command;

import io.camstream.ingest.service.IngestService;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the ingest service. */
@Command(
    name = "ingest",
    header = "Service: publishes references to the images in the bucket.",
    description =
        "%nLists the images bucket until it is stopped, and publishes a reference to each image"
            + " once. Settings come from the environment or a file.%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream ingest --config camstream.properties")
final class IngestCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings;

  @Override
  public Integer call() {
    return ServiceCommand.run(settings, IngestService::create);
  }
}
