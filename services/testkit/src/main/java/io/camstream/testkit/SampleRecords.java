package io.camstream.testkit;

import io.camstream.schemas.Artifact;
import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.ClassProbability;
import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.FocusMeasures;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.MethodAgreement;
import io.camstream.schemas.ModelIdentity;
import io.camstream.schemas.PendingImage;
import io.camstream.schemas.Prediction;
import io.camstream.schemas.Region;
import io.camstream.schemas.ReportRow;
import io.camstream.schemas.Runtime;
import io.camstream.schemas.Stage;
import io.camstream.schemas.StageTimings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Records as ingest and workers write them. */
public final class SampleRecords {

  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  public static final List<String> CLASSES = List.of("Round", "Square", "Ring");
  public static final String LAYER = "encoder.stages.3.layers.1";
  public static final String ETAG = "0123456789abcdef";
  private static final int SIDE = 2;

  private SampleRecords() {}

  public static ImageReference reference(String key) {
    return labelled(key, null);
  }

  /**
   * @param label null for none
   */
  public static ImageReference labelled(String key, String label) {
    return reference(key, ETAG, NOON, label);
  }

  /** A version of an object, without a label. */
  public static ImageReference version(String key, String etag) {
    return reference(key, etag, NOON, null);
  }

  /** A version of an object; its batch is the first folder of the key. */
  public static ImageReference reference(
      String key, String etag, Instant lastModified, String label) {
    String batch = key.contains("/") ? key.substring(0, key.indexOf('/')) : "default";
    return new ImageReference(
        "images",
        key,
        null,
        etag,
        1_234L,
        "image/png",
        lastModified,
        lastModified.plusSeconds(1),
        batch,
        DiscoverySource.LISTING,
        label);
  }

  /** An explanation by the model of {@link #CLASSES}. */
  public static Explanation explanation(ImageReference reference, double... probabilities) {
    return explanation(reference, CLASSES, probabilities);
  }

  public static Explanation explanation(
      ImageReference reference, List<String> classes, double... probabilities) {
    List<ClassProbability> ranking =
        IntStream.range(0, probabilities.length)
            .mapToObj(k -> new ClassProbability(classes.get(k), k, probabilities[k]))
            .sorted(Comparator.comparingDouble(ClassProbability::getProbability).reversed())
            .toList();
    ClassProbability first = ranking.get(0);
    List<Double> byClass =
        IntStream.range(0, probabilities.length).mapToObj(k -> probabilities[k]).toList();
    return new Explanation(
        reference,
        model(classes),
        64,
        48,
        new Region(8.0, 0.0, 48.0, 48.0),
        new Prediction(
            first.getClassName(),
            first.getClassIndex(),
            first.getProbability(),
            ranking.subList(0, Math.min(3, ranking.size())),
            byClass,
            byClass.stream().map(p -> (float) Math.log(p)).toList()),
        maps(classes.size()),
        Map.of("gradcam", "Grad-CAM", "layercam", "Layer-CAM"),
        List.of(new MethodAgreement(LAYER, "gradcam", "layercam", 0.75)),
        List.of(artifact(reference, "original"), artifact(reference, "overlay:gradcam")),
        new StageTimings(1.5, 2.5, 60.25, 12.0, 4.0),
        new Runtime("worker-1", "0.1.0", "PyTorch 2.7.1", "cpu", "float32", 8),
        NOON.plusSeconds(60),
        null);
  }

  public static ModelIdentity model(List<String> classes) {
    return new ModelIdentity("shapes", "convnextv2", "ab".repeat(32), "cd".repeat(32), classes);
  }

  private static List<ClassActivationMap> maps(int classes) {
    List<ClassActivationMap> maps = new ArrayList<>();
    for (String method : List.of("gradcam", "layercam")) {
      for (int k = 0; k < classes; k++) {
        maps.add(map(method, k, -1f, 0.5f + k, 1f, 2f));
      }
    }
    return maps;
  }

  /** A map of two rows and two columns. */
  public static ClassActivationMap map(String method, Integer classIndex, Float... values) {
    return new ClassActivationMap(
        method,
        LAYER,
        classIndex,
        SIDE,
        SIDE,
        List.of(values),
        values[0],
        values[values.length - 1],
        false,
        false,
        false,
        new FocusMeasures(0.25, 0.125, 0.5, 0.4, 0.6));
  }

  public static Artifact artifact(ImageReference reference, String kind) {
    String name = kind.replace(':', '_') + ".png";
    return new Artifact(kind, "explanations", reference.getKey() + "/" + name, "etag-" + kind, 99L);
  }

  public static Failure failure(ImageReference reference, String code, String message) {
    return new Failure(
        reference, Stage.DECODE, code, message, 1, false, NOON.plusSeconds(30), "worker-1");
  }

  public static Failure failure(ImageReference reference) {
    return failure(reference, "UNREADABLE_IMAGE", "It is cut off.");
  }

  /** An image in a worker's buffer. */
  public static PendingImage pendingImage(String key, int attempts) {
    return PendingImage.newBuilder()
        .setReference(reference(key))
        .setAttempts(attempts)
        .setBufferedAt(NOON)
        .build();
  }

  public static ReportRow pending(ImageReference reference) {
    return new ReportRow(reference, null, null, null);
  }

  public static ReportRow explained(ImageReference reference, double... probabilities) {
    return explained(explanation(reference, probabilities));
  }

  public static ReportRow explained(Explanation explanation) {
    return new ReportRow(explanation.getReference(), explanation, null, null);
  }

  public static ReportRow failed(ImageReference reference, String code, String message) {
    return new ReportRow(reference, null, failure(reference, code, message), null);
  }
}
