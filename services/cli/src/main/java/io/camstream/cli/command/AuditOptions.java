package io.camstream.cli.command;

import io.camstream.cli.run.AuditOutcome;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.report.audit.Level;
import io.camstream.worker.pipeline.AuditSampler;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a run is audited, and what it makes of the findings. Filled in by picocli. */
final class AuditOptions {

  @Option(
      names = "--audit",
      paramLabel = "N|all|off",
      description =
          "Images of each batch and predicted class that are audited: the model is asked again"
              + " without the hot region, with it alone and on another background (docs/audit.md)."
              + " Default: 200")
  private String audit;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description =
          "Exit with 4 if the audit of a batch reaches this level: likely-shortcut or look-here.")
  private String failOn;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * The settings with these options on top.
   *
   * @throws ParameterException for a value that is not known
   */
  SettingsLoader over(SettingsLoader settings) {
    if (failOn != null) {
      level(); // A wrong level ends the command before anything is started.
    }
    if (audit == null) {
      return settings;
    }
    Usage.checked(spec, () -> AuditSampler.of(audit, 0));
    return settings.with(Map.of("camstream.worker.audit", audit));
  }

  /** Whether the findings are what {@code --fail-on} names, or worse. */
  boolean failsOn(AuditOutcome outcome) {
    return failOn != null && outcome.level().compareTo(level()) >= 0;
  }

  private Level level() {
    for (Level level : Level.values()) {
      if (level != Level.NOTHING_FOUND && level.id().equals(failOn)) {
        return level;
      }
    }
    throw new ParameterException(
        spec.commandLine(), "--fail-on is likely-shortcut or look-here, not '" + failOn + "'.");
  }
}
