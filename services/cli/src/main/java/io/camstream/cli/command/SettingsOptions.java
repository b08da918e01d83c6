package io.camstream.cli.command;

import io.camstream.platform.settings.SettingsLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options with the sources of settings. */
final class SettingsOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Properties file with settings (camstream.…). Environment variables override it.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "One setting, such as camstream.worker.methods=all. Overrides the environment and the"
              + " file. Can be repeated. For secrets use the environment or a file.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  /**
   * @throws io.camstream.platform.error.UserError for a file that can't be read or an unknown key
   */
  SettingsLoader load() {
    SettingsLoader settings =
        SettingsLoader.fromEnvironment(Optional.ofNullable(config), overrides);
    settings.refuseUnknownKeys(AllSettings.MAPPINGS);
    return settings;
  }
}
