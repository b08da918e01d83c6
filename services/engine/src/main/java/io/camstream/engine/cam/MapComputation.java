package io.camstream.engine.cam;

import io.camstream.engine.convnext.ConvNext;
import io.camstream.engine.convnext.Layer;
import io.camstream.engine.image.PixelValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Computes the maps that a request asks for, for a batch of inputs of one size. */
public final class MapComputation {

  private final ConvNext network;
  private final MapRequest request;

  public MapComputation(ConvNext network, MapRequest request) {
    this.network = network;
    this.request = request;
  }

  /**
   * @param logits of one image
   * @param maps in the order layer, method, class
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once.
  public record Result(float[] logits, List<LayerMap> maps) {}

  /** Where a method is applied: a layer, or the input for those without one. */
  record Target(Layer layer, String layerName, CamMethod method) {}

  /**
   * @param classes which classes to explain for each image, given the logits of all
   */
  public List<Result> run(
      List<PixelValues> inputs, Function<float[][], List<List<Integer>>> classes) {
    List<Target> targets = targets(inputs.get(0).height(), inputs.get(0).width());
    try (BatchContext context = new BatchContext(network, inputs, request)) {
      List<List<Integer>> chosen = classes.apply(context.logits());
      BatchMaps maps = new BatchMaps(context, inputs.size());
      int rounds = chosen.stream().mapToInt(List::size).max().orElse(0);
      for (int round = 0; round < rounds; round++) {
        context.explain(classesOfRound(chosen, round));
        for (int n = 0; n < inputs.size(); n++) {
          for (Target target : targets) {
            boolean once = !target.method().description().dependsOnClass();
            if (round < chosen.get(n).size() && (round == 0 || !once)) {
              maps.add(n, target, chosen.get(n).get(round));
            }
          }
        }
      }
      List<Result> results = new ArrayList<>();
      for (int n = 0; n < inputs.size(); n++) {
        results.add(new Result(context.logits()[n], maps.of(n)));
      }
      return results;
    }
  }

  /**
   * Checks that every named method is defined at every layer.
   *
   * @throws IllegalArgumentException if one is not
   */
  public void check(int height, int width) {
    targets(height, width);
  }

  private List<Target> targets(int height, int width) {
    List<Target> targets = new ArrayList<>();
    for (Layer layer : request.layers()) {
      for (CamMethod method : request.methodsAt(layer, shape(layer, height, width))) {
        targets.add(new Target(layer, layer.name(), method));
      }
    }
    for (CamMethod method : request.wholeNetworkMethods()) {
      targets.add(new Target(request.layers().get(0), Layer.inputName(), method));
    }
    return targets;
  }

  private LayerShape shape(Layer layer, int height, int width) {
    int[] size = network.sizeAt(layer, height, width);
    return new LayerShape(network.layers().isLastBlock(layer), size[0], size[1]);
  }

  /** An image that has no more classes repeats its last one; the result is not used. */
  private static int[] classesOfRound(List<List<Integer>> chosen, int round) {
    int[] classes = new int[chosen.size()];
    for (int n = 0; n < classes.length; n++) {
      List<Integer> ofImage = chosen.get(n);
      classes[n] = ofImage.isEmpty() ? 0 : ofImage.get(Math.min(round, ofImage.size() - 1));
    }
    return classes;
  }
}
