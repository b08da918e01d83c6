package io.camstream.cli.command;

import io.camstream.worker.service.WorkerService;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The worker service. */
@Command(
    name = "worker",
    header = "Service: explains images.",
    description =
        "%nTakes its share of the images and explains them, until it is stopped. Start more of them to go faster. Settings come from the environment, or from a file.%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream worker --config camstream.properties --model my-checkpoint")
final class WorkerCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings;

  @Override
  public Integer call() {
    return ServiceCommand.run(settings, WorkerService::create);
  }
}
