package io.camstream.worker.pipeline;

import io.camstream.engine.ImageExplanation;
import io.camstream.engine.ImageResult;
import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.engine.quality.FocusReport;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** The last stages: focus measures, rendering, upload, and the record. Thread-safe. */
public final class ImageFinisher {

  /** Code of an explanation whose record exceeds the topic's size limit. */
  static final String EXPLANATION_TOO_LARGE = "EXPLANATION_TOO_LARGE";

  private final Function<ExplainedImage, List<RenderedArtifact>> renderer;
  private final ArtifactPublisher publisher;
  private final ExplanationRecords records;
  private final CheckpointIdentity model;
  private final int maxRecordBytes;

  /** Measures and artifacts of an image before the upload. */
  record Rendered(ArtifactNames names, FocusReport focus, List<RenderedArtifact> files) {}

  /**
   * @param renderer a pure function
   * @param maxRecordBytes of an explanation record at most
   */
  public ImageFinisher(
      Function<ExplainedImage, List<RenderedArtifact>> renderer,
      ArtifactPublisher publisher,
      ExplanationRecords records,
      CheckpointIdentity model,
      int maxRecordBytes) {
    this.renderer = renderer;
    this.publisher = publisher;
    this.records = records;
    this.model = model;
    this.maxRecordBytes = maxRecordBytes;
  }

  /** Computes focus measures and renders the artifacts. */
  Rendered render(ImageReference reference, DecodedImage image, ImageExplanation explanation) {
    ArtifactNames names = ArtifactNames.of(reference.getKey(), reference.getEtag());
    ExplainedImage explained =
        ExplainedImage.of(image.image(), image.prepared(), explanation, model, names);
    return new Rendered(names, explained.focus(), renderer.apply(explained));
  }

  /** Uploads the artifacts and creates the record. */
  Outcome store(
      Job job,
      DecodedImage image,
      ImageResult.Explained<ImageExplanation> result,
      Rendered rendered,
      PipelineMetrics metrics)
      throws ImageFailure, InterruptedException {
    List<Artifact> stored =
        job.timed(
            Stage.STORE, metrics, () -> publisher.publish(rendered.names(), rendered.files()));
    Explanation explanation =
        records.of(job.reference(), image, result, rendered.focus(), stored, job.timings());
    checkSize(explanation);
    return new Outcome.Explained(explanation);
  }

  /** Deletes artifacts of a failed image that may have been uploaded. */
  void withdraw(ImageReference reference) throws InterruptedException {
    publisher.withdraw(ArtifactNames.of(reference.getKey(), reference.getEtag()));
  }

  /** Kafka rejects a record that is too large, which aborts the whole transaction. */
  private void checkSize(Explanation explanation) throws ImageFailure {
    int bytes = encodedSize(explanation);
    if (bytes > maxRecordBytes) {
      throw new ImageFailure(
          Stage.STORE,
          EXPLANATION_TOO_LARGE,
          "the explanation has "
              + explanation.getMaps().size()
              + " maps and so a record of "
              + bytes
              + " bytes, more than the topic takes ("
              + maxRecordBytes
              + "); choose fewer methods, classes or layers",
          false,
          null);
    }
  }

  private static int encodedSize(Explanation explanation) {
    try {
      return Explanation.getEncoder().encode(explanation).remaining();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory can't fail", e);
    }
  }
}
