package io.camstream.cli.explain;

import io.camstream.engine.Explainer;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.InferenceException;
import io.camstream.engine.PreparedImage;
import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.ArtifactRenderer;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.image.DecodeLimits;
import io.camstream.engine.image.ImageDecoder;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.image.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads, explains and writes a batch of files. An image that can't be read, or that makes its batch
 * fail, fails alone. Thread-safe.
 */
public final class BatchExplainer {

  private static final String OUT_OF_MEMORY = "OUT_OF_MEMORY";

  private final Explainer explainer;
  private final ArtifactRenderer renderer;
  private final ArtifactFolder out;
  private final ImageDecoder decoder;

  public BatchExplainer(
      ImageDecoder decoder, Explainer explainer, ArtifactRenderer renderer, ArtifactFolder out) {
    this.decoder = decoder;
    this.explainer = explainer;
    this.renderer = renderer;
    this.out = out;
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
    explain(loaded, batch, done);
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

  /** Bisects a failing batch until the image is found that makes it fail. */
  private void explain(
      List<Loaded> images, Map<Path, ArtifactNames> names, List<ExplainedFile> done) {
    if (images.isEmpty()) {
      return;
    }
    List<ImageExplanation> explanations;
    try {
      explanations = explainer.explain(images.stream().map(Loaded::prepared).toList());
    } catch (InferenceException e) {
      if (images.size() == 1) {
        done.add(ExplainedFile.failed(images.get(0).file(), e.code(), e.getMessage()));
      } else {
        int half = images.size() / 2;
        explain(images.subList(0, half), names, done);
        explain(images.subList(half, images.size()), names, done);
      }
      return;
    }
    for (int i = 0; i < images.size(); i++) {
      Loaded image = images.get(i);
      done.add(write(image, explanations.get(i), names.get(image.file())));
    }
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
