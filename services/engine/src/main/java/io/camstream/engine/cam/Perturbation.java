package io.camstream.engine.cam;

import io.camstream.engine.convnext.ConvNext;
import io.camstream.engine.convnext.Features;
import io.camstream.engine.convnext.ForwardPass;
import io.camstream.engine.convnext.Layer;
import io.camstream.engine.image.PixelValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Logits of changed inputs and changed activations, in chunks of bounded memory. */
final class Perturbation {

  static final int MASKS_AT_ONCE = 16;

  /** As in pytorch-grad-cam, where the overwritten value depends on the place in the chunk. */
  static final int CHANNELS_AT_ONCE = 32;

  private static final float GRAD_CAM_STEP = 1e7f;

  private Perturbation() {}

  /**
   * Logits of an input times each mask: {@code [count][classes]}.
   *
   * @param network gives the logits of a batch
   * @param mask is asked for each mask when its batch is made, so that few are in memory
   */
  static float[][] masked(
      Function<List<PixelValues>, float[][]> network,
      PixelValues input,
      int count,
      IntFunction<float[]> mask) {
    float[][] logits = new float[count][];
    for (int from = 0; from < count; from += MASKS_AT_ONCE) {
      int chunk = Math.min(MASKS_AT_ONCE, count - from);
      List<PixelValues> batch = new ArrayList<>();
      for (int i = 0; i < chunk; i++) {
        batch.add(times(input, mask.apply(from + i)));
      }
      System.arraycopy(network.apply(batch), 0, logits, from, chunk);
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

  /** Fall of the logits with each channel of a layer overwritten: {@code [channels][classes]}. */
  static double[][] ablationDrops(
      ConvNext network, ForwardPass pass, Layer layer, int image, AblationValue value) {
    Features activation = pass.activation(layer, image);
    float[] values = values(activation, value);
    if (network.layers().isLastBlock(layer)) {
      return dropsOfPooled(network, activation, values);
    }
    return dropsOfPasses(
        activation,
        values,
        pass.logits()[image],
        changed -> pass.logitsWith(layer, image, changed));
  }

  /**
   * @param network gives the logits of a batch of activations
   */
  static double[][] dropsOfPasses(
      Features activation,
      float[] values,
      float[] whole,
      Function<List<Features>, float[][]> network) {
    int channels = activation.channels();
    double[][] drops = new double[channels][];
    for (int from = 0; from < channels; from += CHANNELS_AT_ONCE) {
      int chunk = Math.min(CHANNELS_AT_ONCE, channels - from);
      List<Features> batch = new ArrayList<>();
      for (int k = from; k < from + chunk; k++) {
        batch.add(overwritten(activation, k, values[k]));
      }
      float[][] ablated = network.apply(batch);
      for (int i = 0; i < chunk; i++) {
        drops[from + i] = difference(whole, ablated[i]);
      }
    }
    return drops;
  }

  /** At the last block only the pooled features are edited, in double precision. */
  private static double[][] dropsOfPooled(ConvNext network, Features activation, float[] values) {
    double[] pooled = activation.means();
    double[] whole = network.logitsOfPooled(pooled);
    double[][] drops = new double[values.length][whole.length];
    for (int k = 0; k < values.length; k++) {
      double[] edited = pooled.clone();
      edited[k] = values[k];
      double[] without = network.logitsOfPooled(edited);
      for (int c = 0; c < whole.length; c++) {
        drops[k][c] = whole[c] - without[c];
      }
    }
    return drops;
  }

  private static double[] difference(float[] logits, float[] ablated) {
    double[] difference = new double[logits.length];
    for (int c = 0; c < logits.length; c++) {
      difference[c] = (double) logits[c] - ablated[c];
    }
    return difference;
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
