package io.camstream.worker.pipeline;

import io.camstream.engine.ImageExplanation;
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

/** The last stages: measures and pictures, their storing, and the record. Thread-safe. */
public final class ImageFinisher {

  /** The record would be larger than the topic takes. */
  static final String EXPLANATION_TOO_LARGE = "EXPLANATION_TOO_LARGE";

  private final Function<ExplainedImage, List<RenderedArtifact>> renderer;
  private final ArtifactPublisher publisher;
  private final ExplanationRecords records;
  private final CheckpointIdentity model;
  private final int maxRecordBytes;

  /** What is made of an image before any of it is stored. */
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

  /** Measures the focus of the maps and draws the files. */
  Rendered render(ImageReference reference, DecodedImage image, ImageExplanation explanation) {
    ArtifactNames names = ArtifactNames.of(reference.getKey(), reference.getEtag());
    ExplainedImage explained =
        ExplainedImage.of(image.image(), image.prepared(), explanation, model, names);
    return new Rendered(names, explained.focus(), renderer.apply(explained));
  }

  /** Stores the files and makes the record. */
  Outcome store(
      Job job,
      DecodedImage image,
      InferenceResult.Explained<ImageExplanation> result,
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

  /** Deletes what may have been stored of an image that has failed. */
  void withdraw(ImageReference reference) throws InterruptedException {
    publisher.withdraw(ArtifactNames.of(reference.getKey(), reference.getEtag()));
  }

  /** Kafka refuses a record that is too large, and would take down the whole transaction. */
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
