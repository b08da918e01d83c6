package io.camstream.cli.command;

import io.camstream.cli.explain.ArtifactFolder;
import io.camstream.cli.explain.EvaluationFolder;
import io.camstream.cli.explain.EvaluationView;
import io.camstream.cli.explain.ExplainedFilesView;
import io.camstream.cli.terminal.ProgressDisplay;
import io.camstream.cli.terminal.Terminal;
import io.camstream.engine.EngineOptions;
import io.camstream.engine.InferenceException;
import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointException;
import io.camstream.engine.figure.MetricTablePainter;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.quality.EvaluationFiles;
import io.camstream.engine.quality.EvaluationOptions;
import io.camstream.engine.quality.EvaluationReport;
import io.camstream.engine.quality.EvaluationTable;
import io.camstream.engine.quality.Evaluator;
import io.camstream.platform.error.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how far CAM methods can be trusted on a model and its images. */
@Command(
    name = "evaluate",
    sortOptions = false,
    header = "Measures which CAM methods deserve trust on your model and images.",
    description =
        "%nFor each method and layer: insertion and deletion, average drop and increase, energy and"
            + " pointing game inside true regions, the sanity check with randomised weights, and"
            + " the time per image. Prints a table with its interpretation, and writes"
            + " evaluation.csv, evaluation.json and evaluation.png. docs/evaluation.md defines the"
            + " measures. An image that can't be read is skipped and listed (exit code 3).%n",
    footerHeading = "%nExample:%n",
    footer = "  ./camstream evaluate --model my-checkpoint --images cells --truth masks")
final class EvaluateCommand implements Callable<Integer> {

  private static final String FILES = "evaluation";

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "Checkpoint as Hugging Face writes it.")
  private Path model;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      required = true,
      description = "Folder of BMP, PNG, JPEG, TIFF or WebP files, with sub-folders.")
  private Path images;

  @Option(
      names = "--truth",
      paramLabel = "DIR",
      description =
          "Folder of masks, IMAGE_REGION.png, in the same sub-folders: black outside the region.")
  private Path truth;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "camstream-evaluation",
      description = "Folder for the files. Default: ${DEFAULT-VALUE}")
  private Path out;

  @Mixin private MethodOptions methods;

  @Option(
      names = "--sanity-images",
      paramLabel = "N",
      defaultValue = "5",
      description = "Number of images of the sanity check; 0 for none. Default: ${DEFAULT-VALUE}")
  private int sanityImages;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "16",
      description = "Inputs in one forward pass. Default: ${DEFAULT-VALUE}")
  private int batchSize;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of cores to use. Default: all")
  private Integer threads;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    LogOutput.toStandardError("WARN");
    EvaluationOptions options = Usage.checked(spec, this::options);
    EngineOptions engine = Usage.checked(spec, this::engine);
    try (ImageDecoder decoder = methods.decoder()) {
      return evaluate(options, engine, decoder);
    }
  }

  private Integer evaluate(EvaluationOptions options, EngineOptions engine, ImageDecoder decoder) {
    EvaluationFolder folder = EvaluationFolder.open(images, Optional.ofNullable(truth), decoder);
    ArtifactFolder files = ArtifactFolder.open(out);
    Checkpoint checkpoint = checkpoint();
    Terminal terminal = Terminal.ofProcess();
    EvaluationReport report = evaluate(terminal, checkpoint, engine, options, folder);
    write(files, report);
    new EvaluationView(terminal).print(report);
    new ExplainedFilesView(terminal).print(folder.failed(), out);
    return folder.failed().isEmpty() ? ExitCode.OK : ExitCode.SOME_IMAGES_FAILED;
  }

  private EvaluationOptions options() {
    return EvaluationOptions.DEFAULT
        .withExplanation(methods.explanation())
        .withBatchSize(batchSize)
        .withSanityImages(sanityImages);
  }

  private EngineOptions engine() {
    int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    return methods.engine(methods.explanation(), cores);
  }

  private Checkpoint checkpoint() {
    try {
      return Checkpoint.read(model);
    } catch (CheckpointException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private EvaluationReport evaluate(
      Terminal terminal,
      Checkpoint checkpoint,
      EngineOptions engine,
      EvaluationOptions options,
      EvaluationFolder folder) {
    int updates = Evaluator.updates(checkpoint, options, folder.size());
    EvaluationReport report;
    try (ProgressDisplay progress = ProgressDisplay.show(terminal, "Evaluating", updates)) {
      report =
          Usage.checked(
              spec,
              () -> Evaluator.evaluate(checkpoint, engine, options, folder, progress::update));
    } catch (InferenceException e) {
      throw new UserError("The images can't be evaluated: " + e.getMessage() + ".", e);
    }
    if (report.images() == 0) {
      throw new UserError("None of the images can be read, so there is nothing to evaluate.");
    }
    return report;
  }

  private static void write(ArtifactFolder folder, EvaluationReport report) {
    byte[] picture = new MetricTablePainter(EvaluationTable.of(report)).paint();
    folder.write(
        ArtifactNames.flat(FILES),
        List.of(
            new RenderedArtifact(FILES, FILES + ".csv", "text/csv", EvaluationFiles.csv(report)),
            new RenderedArtifact(
                FILES, FILES + ".json", "application/json", EvaluationFiles.json(report)),
            new RenderedArtifact(FILES, FILES + ".png", "image/png", picture)));
  }
}
