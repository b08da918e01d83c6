package io.camstream.testkit;

import io.camstream.schemas.ClassProbability;
import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.ModelIdentity;
import io.camstream.schemas.Prediction;
import io.camstream.schemas.Region;
import io.camstream.schemas.Runtime;
import io.camstream.schemas.Stage;
import io.camstream.schemas.StageTimings;
import java.time.Instant;
import java.util.List;

/** Records as the topics hold them. */
public final class SampleRecords {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  private SampleRecords() {}

  public static ImageReference reference(String key, String label) {
    return ImageReference.newBuilder()
        .setBucket("images")
        .setKey(key)
        .setEtag("0123456789abcdef")
        .setSize(1)
        .setLastModified(TIME)
        .setDiscoveredAt(TIME)
        .setBatch(key.contains("/") ? key.substring(0, key.indexOf('/')) : "default")
        .setSource(DiscoverySource.LISTING)
        .setLabel(label)
        .build();
  }

  public static Explanation explanation(ImageReference reference, String predictedClass) {
    return Explanation.newBuilder()
        .setReference(reference)
        .setModel(new ModelIdentity("model", "convnextv2", "w", "c", List.of("cat", "dog")))
        .setImageWidth(1)
        .setImageHeight(1)
        .setModelView(new Region(0.0, 0.0, 1.0, 1.0))
        .setPrediction(
            new Prediction(
                predictedClass,
                0,
                0.75,
                List.of(new ClassProbability(predictedClass, 0, 0.75)),
                List.of(0.75, 0.25),
                List.of(1f, 0f)))
        .setMaps(List.of())
        .setArtifacts(List.of())
        .setTimings(new StageTimings(1.0, 1.0, 1.0, 1.0, 1.0))
        .setRuntime(new Runtime("worker-1", "0", "e", "cpu", "float32", 1))
        .setExplainedAt(TIME)
        .build();
  }

  public static Failure failure(ImageReference reference) {
    return new Failure(
        reference, Stage.DECODE, "UNREADABLE_IMAGE", "It is cut off.", 1, false, TIME, "worker-1");
  }
}
