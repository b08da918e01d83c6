package io.camstream.engine.cam;

import io.camstream.engine.cam.MapComputation.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The maps of a batch. Those that are weighted sums of the last block's channels wait until there
 * are many, and are then made on the device together. For one thread.
 */
final class BatchMaps {

  /** Bounds the memory of waiting weights: 25 MB where the last block has 1024 channels. */
  private static final int MOST_WAITING = 1024;

  private final BatchContext context;
  private final List<Map<Target, List<Slot>>> slots = new ArrayList<>();
  private final List<Slot> waiting = new ArrayList<>();

  /** The place of a map, filled at once or when the waiting maps are made. */
  private static final class Slot {
    private final int image;
    private final int classIndex;
    private Optional<ChannelWeights> weights;
    private RawMap map;

    Slot(int image, int classIndex, Optional<ChannelWeights> weights) {
      this.image = image;
      this.classIndex = classIndex;
      this.weights = weights;
    }

    void fill(RawMap made) {
      map = made;
      weights = Optional.empty();
    }
  }

  BatchMaps(BatchContext context, int images) {
    this.context = context;
    for (int n = 0; n < images; n++) {
      slots.add(new LinkedHashMap<>());
    }
  }

  /** Adds the map of one image and target, for the image's class of this round. */
  void add(int image, Target target, int classIndex) {
    var ofImage = context.of(image, target.layer());
    Slot slot = new Slot(image, classIndex, target.method().weights(ofImage));
    slots.get(image).computeIfAbsent(target, t -> new ArrayList<>()).add(slot);
    if (slot.weights.isEmpty()) {
      slot.fill(target.method().map(ofImage));
      return;
    }
    waiting.add(slot);
    if (waiting.size() == MOST_WAITING) {
      makeWaiting();
    }
  }

  private void makeWaiting() {
    if (waiting.isEmpty()) {
      return;
    }
    waiting.sort(Comparator.comparingInt(slot -> slot.image));
    List<WeightedMap> wanted =
        waiting.stream().map(s -> new WeightedMap(s.image, s.weights.orElseThrow())).toList();
    List<RawMap> made = context.lastBlockMaps(wanted);
    for (int i = 0; i < made.size(); i++) {
      waiting.get(i).fill(made.get(i));
    }
    waiting.clear();
  }

  /** All maps of an image, in the order layer, method, class. */
  List<LayerMap> of(int image) {
    makeWaiting();
    List<LayerMap> maps = new ArrayList<>();
    slots.get(image).forEach((target, all) -> all.forEach(slot -> maps.add(map(target, slot))));
    return maps;
  }

  private static LayerMap map(Target target, Slot slot) {
    boolean dependsOnClass = target.method().description().dependsOnClass();
    return new LayerMap(
        target.method().description(),
        target.layerName(),
        dependsOnClass ? OptionalInt.of(slot.classIndex) : OptionalInt.empty(),
        slot.map);
  }
}
