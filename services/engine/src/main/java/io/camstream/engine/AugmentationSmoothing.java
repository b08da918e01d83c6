package io.camstream.engine;

import io.camstream.engine.cam.MapComputation;
import io.camstream.engine.image.PixelValues;
import java.util.ArrayList;
import java.util.List;

/**
 * The mean of the final maps of six versions of the input: as it is and mirrored, each times 0.9, 1
 * and 1.1. As {@code aug_smooth} of pytorch-grad-cam 1.5.7: the normalised input is multiplied,
 * only the mirroring is undone on the map, the layers are fused in each version, and the mean is
 * not scaled again, so that its largest value may be below 1. The classes are those of the input as
 * it is.
 */
final class AugmentationSmoothing {

  private static final float[] FACTORS = {0.9f, 1, 1.1f};

  private final MapComputation computation;
  private final FinalMaps finalMaps;

  AugmentationSmoothing(MapComputation computation, ExplanationOptions options) {
    this.computation = computation;
    this.finalMaps = new FinalMaps(options.fusion(), options.normalisation());
  }

  /**
   * Finished maps of one input.
   *
   * @param classes to explain
   */
  List<ActivationMap> maps(PixelValues input, List<Integer> classes) {
    List<List<FinalMap>> versions = new ArrayList<>();
    for (boolean mirrored : new boolean[] {false, true}) {
      for (float factor : FACTORS) {
        PixelValues version = version(input, mirrored, factor);
        List<ActivationMap> raw =
            computation.run(List.of(version), logits -> List.of(classes)).get(0).maps().stream()
                .map(ActivationMap::of)
                .toList();
        List<FinalMap> finals = finalMaps.of(raw, input.height(), input.width());
        versions.add(
            mirrored ? finals.stream().map(AugmentationSmoothing::mirror).toList() : finals);
      }
    }
    List<ActivationMap> means = new ArrayList<>();
    for (int i = 0; i < versions.get(0).size(); i++) {
      int index = i;
      means.add(mean(versions.stream().map(version -> version.get(index)).toList()));
    }
    return means;
  }

  private static PixelValues version(PixelValues input, boolean mirrored, float factor) {
    int width = input.width();
    float[] values = new float[input.chw().length];
    for (int i = 0; i < values.length; i++) {
      int column = i % width;
      int source = mirrored ? i - column + width - 1 - column : i;
      values[i] = input.chw()[source] * factor;
    }
    return new PixelValues(input.height(), width, values);
  }

  private static FinalMap mirror(FinalMap map) {
    int width = map.width();
    float[] values = new float[map.values().length];
    for (int i = 0; i < values.length; i++) {
      int column = i % width;
      values[i] = map.values()[i - column + width - 1 - column];
    }
    return new FinalMap(
        map.description(),
        map.layers(),
        map.classIndex(),
        map.height(),
        width,
        values,
        map.nil(),
        map.fragile());
  }

  private static ActivationMap mean(List<FinalMap> versions) {
    FinalMap first = versions.get(0);
    float[] mean = new float[first.values().length];
    for (FinalMap version : versions) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += version.values()[i] / versions.size();
      }
    }
    return new ActivationMap(
        first.description(),
        String.join("+", first.layers()),
        first.classIndex(),
        first.height(),
        first.width(),
        mean,
        versions.stream().allMatch(FinalMap::nil),
        versions.stream().anyMatch(FinalMap::fragile),
        true);
  }
}
