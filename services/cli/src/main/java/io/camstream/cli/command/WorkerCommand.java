package io.camstream.cli.command;

import io.camstream.worker.service.WorkerService;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the worker service. */
@Command(
    name = "worker",
    header = "Service: explains images.",
    description =
        "%nExplains its share of the images until it is stopped. Start more workers to go faster."
            + " Settings come from the environment or a file.%n",
    footerHeading = "%nExample:%n",
    footer =
        "  ./camstream worker --set camstream.worker.model=my-checkpoint --config"
            + " camstream.properties")
final class WorkerCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings;

  @Override
  public Integer call() {
    return ServiceCommand.run(settings, WorkerService::create);
  }
}
