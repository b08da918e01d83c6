package io.camstream.benchmarks;

import io.camstream.cli.explain.ArtifactFolder;
import io.camstream.cli.explain.BatchExplainer;
import io.camstream.cli.explain.ExplainedFile;
import io.camstream.embedded.PrivateFiles;
import io.camstream.engine.EngineOptions;
import io.camstream.engine.Explainer;
import io.camstream.engine.ExplanationOptions;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.ArtifactRenderer;
import io.camstream.engine.artifact.RenderingOptions;
import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.TorchRuntime;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.UnreadableImageException;
import io.camstream.worker.pipeline.AuditSampler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The engine's work, without Kafka. */
final class EngineWork implements AutoCloseable {

  private static final Duration TIME = Duration.ofSeconds(3);
  private static final int WARM_UP_IMAGES = 1_500;

  private final SampleImages samples;
  private final Explainer explainer;
  private final List<PreparedImage> ready = new ArrayList<>();
  private final ImageDecoder decoder = new ImageDecoder();
  private final ArtifactRenderer renderer = new ArtifactRenderer(RenderingOptions.DEFAULT);
  private final Path files;
  private boolean warm;

  /**
   * @param files folder in which files are written as long as that is measured
   */
  EngineWork(Checkpoint checkpoint, SampleImages samples, Path files) {
    this.samples = samples;
    this.files = files;
    this.explainer = Explainer.open(checkpoint, EngineOptions.DEFAULT.withDevice("cpu"));
    for (int i = 0; i < samples.files().size(); i++) {
      ready.add(prepared(samples.file(i)));
    }
  }

  private PreparedImage prepared(Path file) {
    try {
      return explainer.prepare(decoder.decode(Files.readAllBytes(file)));
    } catch (UnreadableImageException e) {
      throw new IllegalStateException("the sample image " + file + " can't be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Such as {@code PyTorch 2.7.1}. */
  String name() {
    return explainer.engineName();
  }

  /** From images that are resized and cropped to prediction and maps. */
  Cost maps(Setting setting, ExplanationOptions options) throws InterruptedException {
    return measure(
        setting, from -> explainer.explain(batch(from, setting.batch()), options).size());
  }

  /** From the image's file to all files that are made of it. */
  Cost everything(Setting setting) throws InterruptedException {
    if (!warm) { // Code is compiled meanwhile, which would be a part of the first rounds only.
      long images = 0;
      while (images < WARM_UP_IMAGES) {
        images += writeEverything(setting).images();
      }
      warm = true;
    }
    return writeEverything(setting);
  }

  private Cost writeEverything(Setting setting) throws InterruptedException {
    Path out = BenchFolder.in(files);
    try {
      BatchExplainer writer =
          new BatchExplainer(
              decoder,
              explainer,
              AuditSampler.of("off", 0),
              setting.batch(),
              renderer,
              ArtifactFolder.open(out));
      return measure(setting, from -> writeEverything(writer, from, setting.batch()));
    } finally {
      PrivateFiles.deleteRecursively(out);
    }
  }

  /** Each image is written to files of its own, as many images would be. */
  private long writeEverything(BatchExplainer writer, int from, int images) {
    Map<Path, ArtifactNames> files = new LinkedHashMap<>();
    for (int i = from; i < from + images; i++) {
      Path file = samples.file(i);
      files.put(file, ArtifactNames.flat(i + "_" + file.getFileName()));
    }
    List<ExplainedFile> done = writer.explain(files);
    done.stream().flatMap(file -> file.failure().stream()).forEach(EngineWork::refuse);
    return done.size();
  }

  private static void refuse(ExplainedFile.Problem failure) {
    throw new IllegalStateException("a sample image failed: " + failure);
  }

  @FunctionalInterface
  private interface BatchWork {
    /** Processes a batch that begins with an image, and returns the number of images. */
    long run(int from);
  }

  private static Cost measure(Setting setting, BatchWork work) throws InterruptedException {
    TorchRuntime.start(setting.threads());
    int[] next = new int[setting.workers()];
    return SideBySide.measure(
        setting.workers(),
        TIME,
        worker -> {
          // Workers begin at different images, so that they don't write the same file at once.
          int from = worker * setting.batch() + next[worker];
          next[worker] += setting.workers() * setting.batch();
          return work.run(from);
        });
  }

  private List<PreparedImage> batch(int from, int size) {
    List<PreparedImage> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      batch.add(ready.get((from + i) % ready.size()));
    }
    return batch;
  }

  @Override
  public void close() {
    explainer.close();
  }
}
