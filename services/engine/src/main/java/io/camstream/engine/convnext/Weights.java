package io.camstream.engine.convnext;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The network's parameters by their names in transformers, without the model's prefix: checked to
 * be exactly those that the architecture needs, in the right shapes, and finite.
 */
public final class Weights {

  private final Map<String, Weight> byName;

  Weights(Map<String, Weight> byName) {
    this.byName = Collections.unmodifiableMap(new HashMap<>(byName));
  }

  /**
   * One parameter.
   *
   * @param shape sizes, outermost first
   * @param float32 the values, row-major, in native order in a direct buffer; read only, usually
   *     the mapped file itself, so never write to it
   */
  @SuppressWarnings("ArrayRecordComponent") // Built once per tensor and never written to.
  public record Weight(long[] shape, ByteBuffer float32) {

    private Weight with(float[] values) {
      if (values.length * Float.BYTES != float32.remaining()) {
        throw new IllegalArgumentException(
            "a weight of shape %s can't have %d values"
                .formatted(Arrays.toString(shape), values.length));
      }
      ByteBuffer copy =
          ByteBuffer.allocateDirect(float32.remaining()).order(ByteOrder.nativeOrder());
      copy.asFloatBuffer().put(values);
      return new Weight(shape, copy);
    }

    /** A copy of the values on the heap. */
    public float[] toArray() {
      float[] values = new float[float32.remaining() / Float.BYTES];
      float32.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
      return values;
    }
  }

  /**
   * @param name such as {@code encoder.stages.0.layers.1.dwconv.weight}
   * @throws IllegalArgumentException if the architecture has no such parameter
   */
  public Weight get(String name) {
    Weight weight = byName.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("no weight " + name);
    }
    return weight;
  }

  public Map<String, Weight> all() {
    return byName;
  }

  /**
   * These weights with other values in some of them.
   *
   * @param values by name, row-major, as many as the weight has
   * @throws IllegalArgumentException if there is no such weight, or it has another size
   */
  public Weights with(Map<String, float[]> values) {
    Map<String, Weight> replaced = new HashMap<>(byName);
    values.forEach((name, floats) -> replaced.put(name, get(name).with(floats)));
    return new Weights(replaced);
  }
}
