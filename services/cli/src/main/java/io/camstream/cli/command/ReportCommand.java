package io.camstream.cli.command;

import io.camstream.report.service.ReportService;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the report service. */
@Command(
    name = "report",
    header = "Service: writes the reports.",
    description =
        "%nReads the results until it is stopped, and keeps a report of each batch in the reports"
            + " bucket. Settings come from the environment or a file.%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream report --config camstream.properties")
final class ReportCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings;

  @Override
  public Integer call() {
    return ServiceCommand.run(settings, ReportService::create);
  }
}
