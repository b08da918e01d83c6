package io.camstream.cli.command;

import io.camstream.platform.service.HttpSettings;
import io.camstream.platform.service.Service;
import io.camstream.platform.service.ServiceRunner;
import io.camstream.platform.settings.SettingsLoader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.BiFunction;

/** The common part of the commands that run one service until they are stopped. */
final class ServiceCommand {
  private ServiceCommand() {}

  static int run(
      SettingsOptions options, BiFunction<SettingsLoader, MeterRegistry, Service> create) {
    LogOutput.toStandardError("INFO");
    SettingsLoader settings = options.load();
    MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    return ServiceRunner.run(
        create.apply(settings, meters), settings.load(HttpSettings.class), meters);
  }
}
