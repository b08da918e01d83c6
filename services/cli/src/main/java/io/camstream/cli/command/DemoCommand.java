package io.camstream.cli.command;

import io.camstream.cli.run.RunRequest;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the whole pipeline on the sample images. */
@Command(
    name = "demo",
    header = "Shows the whole pipeline on 30 synthetic sample images.",
    description =
        "%nStarts Kafka, a schema registry and an S3 store on 127.0.0.1, explains the images,"
            + " writes the report and ends. No process is left running.%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream demo --out my-demo")
final class DemoCommand implements Callable<Integer> {
  /** System property set by the launcher: folder of the sample model and images. */
  private static final String DEMO_FOLDER = "camstream.demo";

  private static final String BATCH = "synthetic-cells";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "camstream-demo",
      description = "Folder for the results. Default: ${DEFAULT-VALUE}")
  private Path out;

  @Mixin private AuditOptions audit;

  @Mixin private SettingsOptions settings;

  @Override
  public Integer call() throws InterruptedException {
    Path demo = demoFolder();
    return new PipelineCommand(settings, audit)
        .execute(
            new RunRequest(
                demo.resolve("model"),
                demo.resolve("images").resolve(BATCH),
                Optional.of(BATCH),
                Optional.empty(),
                out));
  }

  private static Path demoFolder() {
    Path folder = Path.of(System.getProperty(DEMO_FOLDER, "infra/demo"));
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          "The demo's model and images are missing at "
              + Quoted.of(folder.toAbsolutePath().toString())
              + ": run ./camstream in a complete checkout.");
    }
    return folder;
  }
}
