package io.camstream.engine.quality;

import io.camstream.engine.convnext.CheckpointIdentity;
import java.util.List;

/**
 * The evaluation of several methods on a set of images.
 *
 * @param scores in the order of layers, then methods
 * @param coinciding groups of methods at a layer that have the same final maps on all images
 */
public record EvaluationReport(
    CheckpointIdentity model, int images, List<MethodScore> scores, List<Coinciding> coinciding) {

  public EvaluationReport {
    scores = List.copyOf(scores);
    coinciding = List.copyOf(coinciding);
  }

  /** Methods whose final maps differ by at most 0.001 at every pixel of every image. */
  public record Coinciding(String layer, List<String> methods) {

    public Coinciding {
      methods = List.copyOf(methods);
    }
  }
}
