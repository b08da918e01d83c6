package io.camstream.cli.command;

import io.camstream.cli.run.RunRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the whole pipeline on a local folder. */
@Command(
    name = "run",
    header = "Explains a folder of images with your own checkpoint.",
    description =
        "%nStarts Kafka, a schema registry and an S3 store on 127.0.0.1, explains the images, writes"
            + " the reports and ends. Each sub-folder is a batch; images in none are the batch"
            + " 'default'. An image that can't be read is listed and does not stop the others (exit"
            + " code 3). The audit says whether the model looks at the right thing; --fail-on makes its"
            + " level the exit code, for tests of a model.%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream run --model my-checkpoint --images slides --out results")
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description =
          "Checkpoint as Hugging Face writes it: config.json, preprocessor_config.json,"
              + " model.safetensors.")
  private Path model;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "Folder of BMP, PNG, JPEG, TIFF or WebP files, with sub-folders.")
  private Path images;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the results. Those of an earlier run are replaced.")
  private Path out;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "CSV with the columns file,label, where file is the path below the images folder. Without"
              + " it, labels come from the manifest.csv of a batch's folder.")
  private Path labels;

  @Mixin private AuditOptions audit;

  @Mixin private SettingsOptions settings;

  @Override
  public Integer call() throws InterruptedException {
    return new PipelineCommand(settings, audit)
        .execute(new RunRequest(model, images, Optional.empty(), Optional.ofNullable(labels), out));
  }
}
