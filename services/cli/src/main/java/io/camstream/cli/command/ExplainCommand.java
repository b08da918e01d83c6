package io.camstream.cli.command;

import io.camstream.cli.explain.ArtifactFolder;
import io.camstream.cli.explain.BatchExplainer;
import io.camstream.cli.explain.ExplainRun;
import io.camstream.cli.explain.ExplainedFile;
import io.camstream.cli.explain.ExplainedFilesView;
import io.camstream.cli.explain.InputFiles;
import io.camstream.cli.explain.Workload;
import io.camstream.cli.terminal.ProgressDisplay;
import io.camstream.cli.terminal.Terminal;
import io.camstream.engine.EngineFacts;
import io.camstream.engine.EngineOptions;
import io.camstream.engine.EngineSetting;
import io.camstream.engine.Explainer;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.ArtifactRenderer;
import io.camstream.engine.artifact.LocalNames;
import io.camstream.engine.artifact.RenderingOptions;
import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointException;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.platform.error.UserError;
import io.camstream.worker.pipeline.AuditSampler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains local files with the engine alone, without Kafka and without servers. */
@Command(
    name = "explain",
    sortOptions = false,
    header = "Explains image files with the engine alone, without Kafka.",
    description =
        "%nWrites, for each image, NAME_original.png, NAME_<method>.png (the heat map of the"
            + " predicted class over the image), NAME_comparison.png (all methods),"
            + " NAME_classes_<method>.png (all classes), NAME_probabilities.png and"
            + " NAME_results.json. If several images have the same name, NAME includes the"
            + " extension or the folders above. An image that can't be explained is listed and does"
            + " not stop the others (exit code 3).%n",
    footerHeading = "%nExample:%n",
    footer =
        "  ./camstream explain --model my-checkpoint --out results --methods gradcam,layercam"
            + " cell.bmp")
final class ExplainCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description =
          "Checkpoint as Hugging Face writes it: config.json, preprocessor_config.json,"
              + " model.safetensors.")
  private Path model;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the results. Files with the same names are replaced.")
  private Path out;

  @Mixin private MethodOptions methods;

  @Mixin private DrawingOptions drawing;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description =
          "Images in one forward pass. Default: 8, or fewer if the model is large for the memory")
  private Integer batchSize;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of cores to use. Default: all")
  private Integer threads;

  @Option(
      names = "--audit",
      paramLabel = "N|all|off",
      defaultValue = "off",
      description =
          "Images of each predicted class whose evidence for an audit is in NAME_results.json"
              + " (docs/audit.md). Default: ${DEFAULT-VALUE}")
  private String audit;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Images (BMP, PNG, JPEG, TIFF, WebP), or folders of images.")
  private List<Path> files;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    LogOutput.toStandardError("WARN");
    ExplanationOptions explanation =
        Usage.checked(spec, () -> drawing.complete(methods.explanation()));
    RenderingOptions rendering = Usage.checked(spec, drawing::rendering);
    Map<Path, ArtifactNames> names = LocalNames.of(InputFiles.of(files));
    Checkpoint checkpoint = checkpoint();
    Workload workload = Usage.checked(spec, () -> workload(checkpoint, names.size()));
    EngineOptions engine =
        Usage.checked(spec, () -> methods.engine(explanation, workload.threadsPerOperation()));
    AuditSampler sampler = Usage.checked(spec, () -> AuditSampler.of(audit, 0));
    ArtifactFolder folder = ArtifactFolder.open(out);
    Terminal terminal = Terminal.ofProcess();
    List<ExplainedFile> done;
    try (ImageDecoder decoder = methods.decoder();
        Explainer explainer = open(checkpoint, engine, terminal)) {
      ArtifactRenderer renderer = new ArtifactRenderer(rendering);
      BatchExplainer batches =
          new BatchExplainer(decoder, explainer, sampler, workload.batchSize(), renderer, folder);
      done = explain(terminal, new ExplainRun(batches, workload), names);
    }
    new ExplainedFilesView(terminal).print(done, out);
    boolean allDone = done.stream().allMatch(file -> file.failure().isEmpty());
    return allDone ? ExitCode.OK : ExitCode.SOME_IMAGES_FAILED;
  }

  private Workload workload(Checkpoint checkpoint, int images) {
    int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    EngineFacts facts = EngineFacts.of(checkpoint);
    int most =
        batchSize == null
            ? EngineSetting.choose(facts, 0, Math.max(1, cores)).batchSize()
            : batchSize;
    return Workload.of(images, most, cores);
  }

  private Checkpoint checkpoint() {
    try {
      return Checkpoint.read(model);
    } catch (CheckpointException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private Explainer open(Checkpoint checkpoint, EngineOptions engine, Terminal terminal) {
    Terminal.Step loading = terminal.step("Loading the model");
    Explainer explainer = Usage.checked(spec, () -> Explainer.open(checkpoint, engine));
    CheckpointIdentity identity = explainer.identity();
    loading.done(
        "Loaded %s with %d classes on %s"
            .formatted(identity.architecture(), identity.classNames().size(), explainer.device()));
    return explainer;
  }

  private static List<ExplainedFile> explain(
      Terminal terminal, ExplainRun run, Map<Path, ArtifactNames> names)
      throws InterruptedException {
    try (ProgressDisplay progress = ProgressDisplay.show(terminal, "Explaining", names.size())) {
      AtomicInteger explained = new AtomicInteger();
      AtomicInteger failed = new AtomicInteger();
      return run.execute(
          names,
          file -> {
            (file.failure().isEmpty() ? explained : failed).incrementAndGet();
            progress.update(names.size(), explained.get(), failed.get());
          });
    }
  }
}
