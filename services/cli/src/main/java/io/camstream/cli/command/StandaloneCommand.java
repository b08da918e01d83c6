package io.camstream.cli.command;

import io.camstream.cli.run.PreparedRun;
import io.camstream.cli.run.RunningStandalone;
import io.camstream.cli.run.StandaloneDirectory;
import io.camstream.cli.run.StandaloneSystem;
import io.camstream.cli.run.StopRequest;
import io.camstream.cli.terminal.Terminal;
import io.camstream.embedded.EmbeddedServers;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.platform.settings.SettingsLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the whole pipeline until it is stopped. */
@Command(
    name = "standalone",
    header = "Runs the whole pipeline on this machine until it is stopped.",
    description =
        "%nStarts Kafka, a schema registry, an S3 store and all services on 127.0.0.1, and prints"
            + " their addresses. Put images into the bucket with any S3 client.%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream standalone --model my-checkpoint --data my-data")
final class StandaloneCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "Checkpoint as Hugging Face writes it.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder that keeps all data for the next start. Without it, all data are deleted when the"
              + " pipeline stops.")
  private Path data;

  @Mixin private SettingsOptions options;

  private final Terminal terminal = Terminal.ofProcess();

  @Override
  public Integer call() throws InterruptedException {
    try (StopRequest stop = StopRequest.forThisThread(this::printStopping);
        StandaloneDirectory directory = StandaloneDirectory.open(Optional.ofNullable(data))) {
      LogOutput.toFile(directory.logFile());
      try {
        run(directory);
        return ExitCode.OK;
      } catch (InterruptedException | RuntimeException e) {
        if (stop.requested()) {
          return ExitCode.STOPPED;
        }
        directory.keepLog();
        throw e;
      }
    }
  }

  private void run(StandaloneDirectory directory) throws InterruptedException {
    SettingsLoader settings = options.load();
    CheckpointIdentity identity = PreparedRun.identity(model);
    Header.print(terminal);
    terminal.field("model", Header.describe(identity));
    terminal.field("log", directory.logFile().toString());
    terminal.blank();
    new StandaloneSystem(model, directory)
        .run(terminal, settings, running -> printAddresses(running, directory));
  }

  private void printAddresses(RunningStandalone running, StandaloneDirectory directory) {
    EmbeddedServers servers = running.servers();
    String bucket = running.imagesBucket();
    terminal.blank();
    running.pages().ifPresent(address -> terminal.field("report", address.toString()));
    terminal.field("images", "s3://" + bucket + "/<batch>/");
    terminal.field("S3 endpoint", servers.storeEndpoint().toString());
    terminal.field("credentials", directory.settingsFile() + " (only you can read it)");
    terminal.field("Kafka", servers.bootstrapServers());
    terminal.field("registry", servers.registryUrl().toString());
    terminal.blank();
    terminal.line("  In another terminal:");
    String config = " --config " + directory.settingsFile();
    terminal.line("    ./camstream results --follow" + config);
    terminal.line("    ./camstream worker" + config);
    terminal.line(
        "    AWS_SHARED_CREDENTIALS_FILE=%s aws --endpoint-url %s s3 cp cell.png s3://%s/my-batch/"
            .formatted(directory.awsCredentialsFile(), servers.storeEndpoint(), bucket));
    terminal.blank();
    terminal.line(terminal.dim("  Ctrl-C stops it."));
  }

  private void printStopping() {
    terminal.clearLine();
    terminal.line("  Stopping.");
  }
}
