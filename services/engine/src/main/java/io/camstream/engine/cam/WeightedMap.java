package io.camstream.engine.cam;

import io.camstream.engine.convnext.ForwardPass;
import io.camstream.engine.convnext.LastBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * A map that is to be made of the last block's channels, where they lie.
 *
 * @param image of the batch
 */
record WeightedMap(int image, ChannelWeights weights) {

  /** Larger bounds mean nothing more, and would be infinite in single precision. */
  private static final double LARGEST = 1e30;

  /**
   * Makes the maps, all at once.
   *
   * @return in the same order
   */
  static List<RawMap> compute(ForwardPass pass, List<WeightedMap> maps) {
    int count = maps.size();
    int[] images = new int[count];
    float[][] weights = new float[count][];
    float[][] bounds = new float[count][];
    for (int i = 0; i < count; i++) {
      images[i] = maps.get(i).image();
      weights[i] = floats(maps.get(i).weights().values());
      bounds[i] = floats(maps.get(i).weights().bounds());
    }
    LastBlock block = pass.lastBlock();
    LastBlock.ChannelSums sums = block.weightedSums(images, weights, bounds);
    List<RawMap> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(
          RawMap.ofSums(
              block.height(),
              block.width(),
              sums.sums()[i],
              largest(sums.absolute()[i]),
              largest(sums.bounds()[i])));
    }
    return made;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) Math.max(-LARGEST, Math.min(LARGEST, values[i]));
    }
    return floats;
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }
}
