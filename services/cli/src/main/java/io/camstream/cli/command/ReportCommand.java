package io.camstream.cli.command;

import io.camstream.report.service.ReportService;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The report service. */
@Command(
    name = "report",
    header = "Service: writes reports of the results.",
    description =
        "%nFollows the results and keeps a report of each batch in the reports bucket, until it is stopped. Settings come from the environment, or from a file.%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream report --config camstream.properties")
final class ReportCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings;

  @Override
  public Integer call() {
    return ServiceCommand.run(settings, ReportService::create);
  }
}
