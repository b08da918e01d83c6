package io.camstream.cli.command;

import io.camstream.cli.run.AuditOutcome;
import io.camstream.cli.run.OutputFolder;
import io.camstream.cli.run.PipelineRun;
import io.camstream.cli.run.PreparedRun;
import io.camstream.cli.run.RunOutcome;
import io.camstream.cli.run.RunRequest;
import io.camstream.cli.run.StopRequest;
import io.camstream.cli.terminal.Terminal;
import io.camstream.platform.settings.SettingsLoader;
import java.util.concurrent.atomic.AtomicReference;

/** The common part of {@code demo} and {@code run}: checks, runs and shows the outcome. */
final class PipelineCommand {
  private final Terminal terminal = Terminal.ofProcess();
  private final SettingsOptions options;
  private final AuditOptions audit;

  PipelineCommand(SettingsOptions options, AuditOptions audit) {
    this.options = options;
    this.audit = audit;
  }

  int execute(RunRequest request) throws InterruptedException {
    SettingsLoader settings = audit.over(options.load());
    PreparedRun run = PreparedRun.of(request, settings);
    // Creates the folder and the file, so a request that can't run must have been refused before.
    LogOutput.toFile(OutputFolder.logFile(request.out()));
    Header.print(terminal);
    printRun(run);
    AtomicReference<RunOutcome> outcome = new AtomicReference<>();
    try (StopRequest stop = StopRequest.forThisThread(this::printStopping)) {
      try {
        new PipelineRun(terminal, settings).execute(run, done -> show(outcome, done, run));
      } catch (InterruptedException | RuntimeException e) {
        if (stop.requested()) {
          return ExitCode.STOPPED;
        }
        terminal.blank();
        throw e;
      }
    }
    if (audit.failsOn(found(outcome.get(), run))) {
      return ExitCode.AUDIT_FAILED;
    }
    return outcome.get().total().failed() == 0 ? ExitCode.OK : ExitCode.SOME_IMAGES_FAILED;
  }

  private static AuditOutcome found(RunOutcome outcome, PreparedRun run) {
    return AuditOutcome.read(run.out().folder().resolve(OutputFolder.REPORTS), outcome.batches());
  }

  private void show(AtomicReference<RunOutcome> slot, RunOutcome outcome, PreparedRun run) {
    slot.set(outcome);
    new OutcomeView(terminal).print(outcome, found(outcome, run), run.out());
  }

  private void printRun(PreparedRun run) {
    terminal.field("model", Header.describe(run.identity()));
    int images = run.images().images().size();
    terminal.field("images", images + Header.batches(run.images().batches()));
    run.labels()
        .filter(labels -> labels.unused() > 0)
        .ifPresent(
            labels -> terminal.field("labels", labels.unused() + " ignored: they name no image"));
    terminal.field("output", run.out().folder().toString());
    terminal.blank();
  }

  private void printStopping() {
    terminal.clearLine();
    terminal.line("  Stopping. No partial results are written.");
  }
}
