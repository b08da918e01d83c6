package io.camstream.worker.topology;

import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.ModelIdentity;
import io.camstream.schemas.PendingImage;
import io.camstream.schemas.Prediction;
import io.camstream.schemas.Region;
import io.camstream.schemas.Runtime;
import io.camstream.schemas.Stage;
import io.camstream.schemas.StageTimings;
import java.time.Instant;
import java.util.List;

/** Records that tests send and expect. */
final class SampleRecords {

  private SampleRecords() {}

  static ImageReference reference(String key) {
    return reference(key, "etag-of-" + key);
  }

  static ImageReference reference(String key, String etag) {
    return ImageReference.newBuilder()
        .setBucket("images")
        .setKey(key)
        .setEtag(etag)
        .setSize(10)
        .setLastModified(Instant.EPOCH)
        .setDiscoveredAt(Instant.EPOCH)
        .setBatch("default")
        .setSource(DiscoverySource.LISTING)
        .build();
  }

  static PendingImage pending(String key, int attempts) {
    return PendingImage.newBuilder()
        .setReference(reference(key))
        .setAttempts(attempts)
        .setBufferedAt(Instant.EPOCH)
        .build();
  }

  static Explanation explanation(ImageReference reference) {
    return Explanation.newBuilder()
        .setReference(reference)
        .setModel(new ModelIdentity("tiny", "convnext", "a", "b", List.of("cat", "dog")))
        .setImageWidth(2)
        .setImageHeight(2)
        .setModelView(new Region(0.0, 0.0, 2.0, 2.0))
        .setPrediction(
            new Prediction("cat", 0, 0.9, List.of(), List.of(0.9, 0.1), List.of(1f, -1f)))
        .setMaps(List.of())
        .setArtifacts(List.of())
        .setTimings(new StageTimings(0.0, 0.0, 0.0, 0.0, 0.0))
        .setRuntime(new Runtime("w", "1", "fake", "cpu", "float32", 1))
        .setExplainedAt(Instant.ofEpochSecond(1000))
        .build();
  }

  static Failure failure(ImageReference reference, Stage stage, String code) {
    return Failure.newBuilder()
        .setReference(reference)
        .setStage(stage)
        .setCode(code)
        .setMessage("as the test says")
        .setAttempts(1)
        .setRetriable(false)
        .setFailedAt(Instant.ofEpochSecond(1000))
        .setWorker("w")
        .build();
  }
}
