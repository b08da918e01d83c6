package io.camstream.engine.convnext;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.camstream.engine.microbenchmark.Microbenchmark;
import io.camstream.engine.microbenchmark.NetworkSize;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Which share of a forward pass each operation of a stage takes, inside the pass itself: alone, an
 * operation would find other data in the caches. The head's share is given beside every stage. What
 * is missing to the whole pass is adding the residuals, slicing batches, and memory.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 8, time = 1)
public class OperationBenchmark extends Microbenchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Param("TINY")
  private NetworkSize network;

  @Param({"1", "8"})
  private int batch;

  /** From 1 on; the stem counts as the downsampling of the first one. */
  @Param({"1", "2", "3", "4"})
  private int stage;

  private ConvNext loaded;
  private NetworkBuilder.Plan timed;
  private NDManager manager;
  private NDArray pixels;
  private Shares shares;

  /**
   * Nanoseconds of processor time in each operation and in the whole pass, which as a throughput
   * are shares of the time. Where something else takes the processor, the whole is less than 1.
   */
  @State(Scope.Thread)
  @AuxCounters
  public static class Shares {
    public long downsampling;
    public long depthwise;
    public long layerNorm;
    public long firstLinear;
    public long grn;
    public long secondLinear;
    public long head;
    public long whole;

    private void add(String step, long nanoseconds) {
      switch (step) {
        case "dwconv" -> depthwise += nanoseconds;
        case "layernorm" -> layerNorm += nanoseconds;
        case "pwconv1", "act" -> firstLinear += nanoseconds;
        case "grn" -> grn += nanoseconds;
        case "pwconv2" -> secondLinear += nanoseconds;
        default -> throw new IllegalArgumentException("there is no operation " + step);
      }
    }
  }

  @Setup
  public void load() {
    loaded = network.load();
    timed = timed(loaded.plan());
    manager = NDManager.newBaseManager(Device.cpu(), TorchRuntime.ENGINE);
    int side = network.inputs(1).get(0).width();
    pixels = manager.randomNormal(new Shape(batch, 3, side, side));
  }

  private NetworkBuilder.Plan timed(NetworkBuilder.Plan plan) {
    List<Operation> steps = plan.steps().stream().map(this::timed).toList();
    return new NetworkBuilder.Plan(steps, plan.stages(), plan.aliases(), plan.sliceBytes());
  }

  private Operation timed(Operation step) {
    String blocks = "encoder.stages." + (stage - 1) + ".layers.";
    String before = stage == 1 ? "embeddings." : "encoder.stages." + (stage - 1) + ".downsampling";
    if (step.path().startsWith(before)) {
      return step.withInference(timed(step.inference(), t -> shares.downsampling += t));
    }
    if (!step.path().startsWith(blocks) || step.residual() == Operation.Residual.ADD) {
      return step;
    }
    String name = step.path().substring(step.path().lastIndexOf('.') + 1);
    Operation alone = step.withInference(timed(step.inference(), t -> shares.add(name, t)));
    return step.fused()
        .map(both -> alone.withFused(Optional.of(timed(both, t -> shares.add(name, t)))))
        .orElse(alone);
  }

  private static long processorTime() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private static Kernel timed(Kernel operation, LongConsumer clock) {
    return (x, inPlace) -> {
      long start = processorTime();
      NDArray result = operation.apply(x, inPlace);
      clock.accept(processorTime() - start);
      return result;
    };
  }

  @Benchmark
  public float[] forward(Shares counted) {
    shares = counted;
    long start = processorTime();
    float[] logits = forward();
    shares.whole += processorTime() - start;
    return logits;
  }

  /** As {@link ForwardPass} does it. */
  private float[] forward() {
    try (NDManager scope = manager.newSubManager();
        GradMode off = GradMode.off()) {
      NDArray input = pixels.duplicate();
      input.attach(scope);
      Execution flow = new Execution(timed, input, null);
      flow.run(0, timed.steps().size(), false);
      long start = processorTime();
      NDArray logits = loaded.head().apply(flow.current());
      shares.head += processorTime() - start;
      return logits.toFloatArray();
    }
  }

  @TearDown
  public void close() {
    manager.close();
    loaded.close();
  }
}
