package io.camstream.engine.explanation;

import io.camstream.engine.cam.Features;
import io.camstream.engine.method.AblationValue;
import io.camstream.engine.network.ConvNext;
import io.camstream.engine.network.ForwardPass;
import io.camstream.engine.network.Layer;
import io.camstream.engine.preprocessing.PixelValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Logits of changed inputs and changed activations, in chunks of bounded memory. */
final class Perturbation {

  private static final int MASKS_AT_ONCE = 16;

  /** As in pytorch-grad-cam, where the overwritten value depends on the place in the chunk. */
  private static final int CHANNELS_AT_ONCE = 32;

  private static final float GRAD_CAM_STEP = 1e7f;

  private Perturbation() {}

  /** Logits of an input times each mask: {@code [count][classes]}. */
  static float[][] masked(
      ConvNext network, PixelValues input, int count, IntFunction<float[]> mask) {
    float[][] logits = new float[count][];
    for (int from = 0; from < count; from += MASKS_AT_ONCE) {
      int chunk = Math.min(MASKS_AT_ONCE, count - from);
      List<PixelValues> batch = new ArrayList<>();
      for (int i = 0; i < chunk; i++) {
        batch.add(times(input, mask.apply(from + i)));
      }
      System.arraycopy(network.logits(batch), 0, logits, from, chunk);
    }
    return logits;
  }

  private static PixelValues times(PixelValues input, float[] mask) {
    float[] values = input.chw().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= mask[i % mask.length];
    }
    return new PixelValues(input.height(), input.width(), values);
  }

  /** Logits with each channel of a layer overwritten: {@code [channels][classes]}. */
  static float[][] ablated(
      ConvNext network, ForwardPass pass, Layer layer, int image, AblationValue value) {
    Features activation = pass.activation(layer, image);
    int channels = activation.channels();
    float[] values = values(activation, value);
    float[][] logits = new float[channels][];
    if (network.layers().isLastBlock(layer)) {
      for (int k = 0; k < channels; k++) {
        double[] pooled = activation.means();
        pooled[k] = values[k];
        logits[k] = network.logitsOfPooled(pooled);
      }
      return logits;
    }
    for (int from = 0; from < channels; from += CHANNELS_AT_ONCE) {
      int chunk = Math.min(CHANNELS_AT_ONCE, channels - from);
      List<Features> batch = new ArrayList<>();
      for (int k = from; k < from + chunk; k++) {
        batch.add(overwritten(activation, k, values[k]));
      }
      System.arraycopy(pass.logitsWith(layer, image, batch), 0, logits, from, chunk);
    }
    return logits;
  }

  private static Features overwritten(Features activation, int channel, float value) {
    float[] values = activation.values().clone();
    for (int i = channel; i < values.length; i += activation.channels()) {
      values[i] = value;
    }
    return activation.with(values);
  }

  /** What each channel is overwritten with. */
  private static float[] values(Features activation, AblationValue value) {
    float[] values = new float[activation.channels()];
    float min = Float.POSITIVE_INFINITY;
    for (float v : activation.values()) {
      min = Math.min(min, v);
    }
    if (value == AblationValue.ZERO || min == 0) {
      return values;
    }
    for (int k = 0; k < values.length; k++) {
      // The library takes the minimum again after each channel of a chunk that it overwrote.
      values[k] = (k % CHANNELS_AT_ONCE == 0 ? min : values[k - 1]) - GRAD_CAM_STEP;
    }
    return values;
  }
}
