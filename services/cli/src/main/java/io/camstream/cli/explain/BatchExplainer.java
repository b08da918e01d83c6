package io.camstream.cli.explain;

import io.camstream.engine.BisectingExplainer;
import io.camstream.engine.Explainer;
import io.camstream.engine.ImageEvidence;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.ImageResult;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.ArtifactRenderer;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.audit.ImageAuditor;
import io.camstream.engine.image.DecodeLimits;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.image.UnreadableImageException;
import io.camstream.worker.pipeline.AuditSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads, explains and writes a batch of files. An image that can't be read, or that makes its batch
 * fail, fails alone. Thread-safe.
 */
public final class BatchExplainer {

  private static final String OUT_OF_MEMORY = "OUT_OF_MEMORY";

  private final Explainer explainer;
  private final AuditSampler sampler;
  private final ImageAuditor auditor;
  private final ArtifactRenderer renderer;
  private final ArtifactFolder out;
  private final ImageDecoder decoder;
  private final BisectingExplainer<Loaded, ImageExplanation> bisecting;

  /**
   * @param sampler decides which images are audited
   * @param maxBatchSize images in one forward pass at most
   */
  public BatchExplainer(
      ImageDecoder decoder,
      Explainer explainer,
      AuditSampler sampler,
      int maxBatchSize,
      ArtifactRenderer renderer,
      ArtifactFolder out) {
    this.sampler = sampler;
    this.auditor = new ImageAuditor(explainer::predict, explainer::explain);
    this.decoder = decoder;
    this.explainer = explainer;
    this.renderer = renderer;
    this.out = out;
    this.bisecting = new BisectingExplainer<>(this::explained, maxBatchSize);
  }

  /** An image that can be explained. */
  private record Loaded(Path file, RgbImage image, PreparedImage prepared) {}

  /** Explains the files and writes their artifacts; one result for each file. */
  public List<ExplainedFile> explain(Map<Path, ArtifactNames> batch) {
    List<ExplainedFile> done = new ArrayList<>();
    List<Loaded> loaded = new ArrayList<>();
    for (Path file : batch.keySet()) {
      load(file, loaded, done);
    }
    while (!loaded.isEmpty()) {
      List<Loaded> next = loaded.subList(0, Math.min(bisecting.batchSize(), loaded.size()));
      explain(next, batch, done);
      next.clear();
    }
    return done;
  }

  private void load(Path file, List<Loaded> loaded, List<ExplainedFile> done) {
    try {
      long limit = DecodeLimits.DEFAULT.maxBytes();
      if (Files.size(file) > limit) {
        throw new UnreadableImageException(
            UnreadableImageException.Code.IMAGE_TOO_LARGE,
            "the file has more than " + limit + " bytes");
      }
      RgbImage image = decoder.decode(Files.readAllBytes(file));
      loaded.add(new Loaded(file, image, explainer.prepare(image)));
    } catch (UnreadableImageException e) {
      done.add(ExplainedFile.failed(file, e.code(), e.getMessage()));
    } catch (IOException e) {
      done.add(ExplainedFile.failed(file, "UNREADABLE_FILE", "the file can't be read: " + e));
    } catch (OutOfMemoryError e) {
      done.add(outOfMemory(file));
    }
  }

  private void explain(
      List<Loaded> images, Map<Path, ArtifactNames> names, List<ExplainedFile> done) {
    List<ImageResult<ImageExplanation>> results = bisecting.explain(images);
    for (int i = 0; i < images.size(); i++) {
      Loaded image = images.get(i);
      ImageResult<ImageExplanation> result = results.get(i);
      if (result instanceof ImageResult.Explained<ImageExplanation> explained) {
        done.add(write(image, explained.explanation(), names.get(image.file())));
      } else if (result instanceof ImageResult.Failed<ImageExplanation> failed) {
        done.add(ExplainedFile.failed(image.file(), failed.code(), failed.message()));
      }
    }
  }

  private List<ImageExplanation> explained(List<Loaded> images) {
    return audited(images, explainer.explain(images.stream().map(Loaded::prepared).toList()));
  }

  private List<ImageExplanation> audited(List<Loaded> images, List<ImageExplanation> explanations) {
    List<Integer> taken = new ArrayList<>();
    List<ImageAuditor.Subject> subjects = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      Loaded image = images.get(i);
      String version = image.file().toString();
      if (sampler.takes("", explanations.get(i).prediction().predictedClass(), version)) {
        taken.add(i);
        subjects.add(
            new ImageAuditor.Subject(
                image.image(), image.prepared(), explanations.get(i), Optional.empty(), true));
      }
    }
    if (subjects.isEmpty()) {
      return explanations;
    }
    List<ImageEvidence> evidence = auditor.audit(subjects);
    List<ImageExplanation> audited = new ArrayList<>(explanations);
    for (int n = 0; n < taken.size(); n++) {
      audited.set(taken.get(n), explanations.get(taken.get(n)).withEvidence(evidence.get(n)));
    }
    return audited;
  }

  private ExplainedFile write(Loaded image, ImageExplanation explanation, ArtifactNames names) {
    try {
      ExplainedImage explained =
          ExplainedImage.of(
              image.image(), image.prepared(), explanation, explainer.identity(), names);
      out.write(names, renderer.render(explained));
      return ExplainedFile.explained(
          image.file(),
          explanation.prediction().predictedClass(),
          explanation.prediction().confidence());
    } catch (OutOfMemoryError e) {
      return outOfMemory(image.file());
    }
  }

  private static ExplainedFile outOfMemory(Path file) {
    return ExplainedFile.failed(
        file,
        OUT_OF_MEMORY,
        "the Java heap is too small for this image; make the heap larger or the batches smaller");
  }
}
