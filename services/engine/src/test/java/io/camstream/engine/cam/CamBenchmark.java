package io.camstream.engine.cam;

import io.camstream.engine.cam.MapComputation.Target;
import io.camstream.engine.convnext.ConvNext;
import io.camstream.engine.convnext.Layer;
import io.camstream.engine.microbenchmark.Microbenchmark;
import io.camstream.engine.microbenchmark.NetworkSize;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The maps of all five classes of one image, after the forward pass: at the last block by the
 * closed form, at the end of stage 3 of 4 by a backward pass for each class.
 */
public class CamBenchmark extends Microbenchmark {

  @Param("TINY")
  private NetworkSize network;

  @Param({"gradcam", "gradcampp", "layercam", "gradcam,gradcampp,layercam"})
  private String methods;

  @Param({"encoder.stages.3", "encoder.stages.2"})
  private String layer;

  private ConvNext loaded;
  private List<Target> targets;
  private BatchContext evidence;
  private int classes;

  @Setup
  public void forward() {
    loaded = network.load();
    List<CamMethod> named =
        Arrays.stream(methods.split(","))
            .map(id -> MethodCatalog.STANDARD.create(id, MethodSettings.DEFAULT))
            .toList();
    Layer place = loaded.layers().find(layer);
    MapRequest request = new MapRequest(named, List.of(place), true, 0);
    targets = request.methods().stream().map(method -> new Target(place, layer, method)).toList();
    evidence = new BatchContext(loaded, network.inputs(1), request);
    classes = evidence.logits()[0].length;
  }

  @Benchmark
  public List<LayerMap> allClasses() {
    BatchMaps maps = new BatchMaps(evidence, 1);
    for (int k = 0; k < classes; k++) {
      evidence.explain(new int[] {k});
      for (Target target : targets) {
        maps.add(0, target, k);
      }
    }
    return maps.of(0);
  }

  @TearDown
  public void close() {
    evidence.close();
    loaded.close();
  }
}
