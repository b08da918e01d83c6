package io.camstream.engine.convnext;

import io.camstream.engine.image.PixelValues;
import io.camstream.engine.microbenchmark.Microbenchmark;
import io.camstream.engine.microbenchmark.NetworkSize;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A whole forward pass of a batch, from pixel values to logits. */
public class ForwardBenchmark extends Microbenchmark {

  @Param("TINY")
  private NetworkSize network;

  @Param({"1", "8"})
  private int batch;

  private ConvNext loaded;
  private List<PixelValues> inputs;

  @Setup
  public void load() {
    loaded = network.load();
    inputs = network.inputs(batch);
  }

  @Benchmark
  public float[][] forward() {
    return loaded.logits(inputs);
  }

  @TearDown
  public void close() {
    loaded.close();
  }
}
