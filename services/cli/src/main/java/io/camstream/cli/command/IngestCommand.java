package io.camstream.cli.command;

import io.camstream.ingest.service.IngestService;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The ingest service. */
@Command(
    name = "ingest",
    header = "Service: publishes what is in the images bucket.",
    description =
        "%nLists the bucket and publishes a reference to each image once, until it is stopped. Settings come from the environment, or from a file.%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream ingest --config camstream.properties")
final class IngestCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings;

  @Override
  public Integer call() {
    return ServiceCommand.run(settings, IngestService::create);
  }
}
