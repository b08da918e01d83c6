package io.camstream.chaos.worker;

import io.camstream.engine.artifact.ExplainedImage;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.engine.image.RgbImage;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Two small objects for each image: its pixels, and the prediction. A pure function. */
final class CheapPictures {

  /** So that an object is more than one packet and can be cut in the middle. */
  private static final int REPEATS = 10;

  private CheapPictures() {}

  static List<RenderedArtifact> render(ExplainedImage explained) {
    return List.of(
        file(explained, "pixels", "pixels.bin", pixels(explained.image())),
        file(explained, "results", "results.json", results(explained)));
  }

  private static RenderedArtifact file(
      ExplainedImage explained, String kind, String suffix, byte[] content) {
    return new RenderedArtifact(
        kind, explained.names().fileName(suffix), "application/octet-stream", content);
  }

  private static byte[] pixels(RgbImage image) {
    byte[] pixels = image.pixels();
    byte[] repeated = new byte[pixels.length * REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      System.arraycopy(pixels, 0, repeated, i * pixels.length, pixels.length);
    }
    return repeated;
  }

  private static byte[] results(ExplainedImage explained) {
    String predicted = explained.explanation().prediction().predictedClass();
    return "{\"predicted_class\": \"%s\"}".formatted(predicted).getBytes(StandardCharsets.UTF_8);
  }
}
