package io.camstream.cli.command;

import io.camstream.admin.Doctor;
import io.camstream.admin.DoctorCheck;
import io.camstream.cli.terminal.Terminal;
import io.camstream.platform.settings.SettingsLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks settings and connections. */
@Command(
    name = "doctor",
    header = "Checks every setting and every connection, one line each.",
    description = "%nChanges nothing and shows no secrets. Exit code 1 if something is wrong.%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream doctor --config camstream.properties")
final class DoctorCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options;

  private final Terminal terminal = Terminal.ofProcess();
  private boolean healthy = true;

  @Override
  public Integer call() {
    LogOutput.toStandardError("OFF");
    SettingsLoader settings = options.load();
    Doctor doctor = new Doctor(settings);
    section("Settings", doctor.settings(AllSettings.MAPPINGS).stream());
    section("Connections", doctor.connections());
    terminal.blank();
    return healthy ? ExitCode.OK : ExitCode.FAILED;
  }

  private void section(String title, Stream<DoctorCheck> checks) {
    terminal.blank();
    terminal.line(terminal.bold(title));
    checks.forEach(this::print);
  }

  private void print(DoctorCheck check) {
    String line = "%-40s %s".formatted(check.name(), check.detail());
    switch (check.state()) {
      case GOOD -> terminal.line("  " + terminal.good("ok  ") + line);
      case OPEN -> terminal.line("  " + terminal.dim("--  " + line));
      case BAD -> {
        healthy = false;
        terminal.line("  " + terminal.bad("BAD ") + line);
      }
    }
  }
}
