package io.camstream.engine;

import io.camstream.engine.cam.MethodDescription;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is drawn: one map at the size of the model's input.
 *
 * @param method id of the method
 * @param layers the layers that were fused
 * @param classIndex class that is explained; empty for methods that do not depend on the class
 * @param height rows
 * @param width columns
 * @param values {@code height * width} values 0..1, row-major; immutable by convention
 * @param nil zero by mathematics: drawn empty
 * @param fragile a tiny change of the input changes the map visibly
 */
@SuppressWarnings("ArrayRecordComponent") // 200 kB each; a copy for each reader would cost.
public record FinalMap(
    MethodDescription description,
    List<String> layers,
    OptionalInt classIndex,
    int height,
    int width,
    float[] values,
    boolean nil,
    boolean fragile) {

  public FinalMap {
    layers = List.copyOf(layers);
  }

  /** Id of the method, such as {@code gradcam}. */
  public String method() {
    return description.id();
  }

  /** True if every value is 0, so that nothing is drawn. */
  public boolean empty() {
    for (float value : values) {
      if (value > 0) {
        return false;
      }
    }
    return true;
  }
}
