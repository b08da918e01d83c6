package io.camstream.engine.convnext;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.camstream.engine.image.PixelValues;
import java.util.List;

/**
 * A ConvNeXt or ConvNeXtV2 classifier (arXiv 2201.03545, 2301.00808) on DJL's PyTorch engine. Each
 * pass has its own memory, freed when it is closed.
 *
 * <p>Thread-safe; a {@link ForwardPass} belongs to the thread that made it.
 */
public final class ConvNext implements AutoCloseable {

  private final Checkpoint checkpoint;
  private final NDManager manager;
  private final Precision precision;
  private final NetworkBuilder.Plan plan;
  private final Layers layers;
  private final ClosedFormHead classifier;
  private final Head head;

  private ConvNext(Checkpoint checkpoint, NDManager manager, Precision precision) {
    this.checkpoint = checkpoint;
    this.manager = manager;
    this.precision = precision;
    this.plan = NetworkBuilder.of(checkpoint, manager, precision);
    this.layers = new Layers(checkpoint.model().version().modelType(), plan);
    this.classifier = new ClosedFormHead(checkpoint);
    this.head = Head.of(checkpoint, manager);
  }

  /** Lays the weights out on a device, in float32. */
  public static ConvNext load(Checkpoint checkpoint, Device device) {
    return load(checkpoint, device, Precision.FLOAT32);
  }

  /**
   * Lays the weights out on a device. In float32 on a CPU the mapped files are used as they are.
   */
  public static ConvNext load(Checkpoint checkpoint, Device device, Precision precision) {
    NDManager manager = NDManager.newBaseManager(device, TorchRuntime.ENGINE);
    try (GradMode off = GradMode.off()) {
      return new ConvNext(checkpoint, manager, precision);
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  public Layers layers() {
    return layers;
  }

  /** Rows and columns at a layer for an input of a size. */
  public int[] sizeAt(Layer layer, int height, int width) {
    int stride = layer.step() < 0 ? 1 : checkpoint.model().patchSize();
    for (Operation step : steps().subList(0, layer.step() + 1)) {
      stride *= step.path().endsWith("downsampling_layer.1") ? 2 : 1;
    }
    return new int[] {height / stride, width / stride};
  }

  /**
   * Runs a batch of inputs of one size.
   *
   * @throws RuntimeException of the tensor library, for instance when memory runs out
   */
  public ForwardPass forward(List<PixelValues> batch, HookSpec capture) {
    NDManager scope = manager.newSubManager();
    try (GradMode off = GradMode.off()) {
      NDArray pixels = precision.of(scope.create(concatenated(batch), shape(batch)));
      return new ForwardPass(this, scope, pixels, capture);
    } catch (RuntimeException | Error e) {
      scope.close();
      throw e;
    }
  }

  /** Logits only. */
  public float[][] logits(List<PixelValues> batch) {
    try (ForwardPass pass = forward(batch, HookSpec.nothing())) {
      return pass.logits();
    }
  }

  private static float[] concatenated(List<PixelValues> batch) {
    int length = batch.get(0).chw().length;
    float[] values = new float[batch.size() * length];
    for (int n = 0; n < batch.size(); n++) {
      System.arraycopy(batch.get(n).chw(), 0, values, n * length, length);
    }
    return values;
  }

  private static Shape shape(List<PixelValues> batch) {
    PixelValues first = batch.get(0);
    return new Shape(batch.size(), 3, first.height(), first.width());
  }

  /** What it computes in. */
  public Precision precision() {
    return precision;
  }

  NetworkBuilder.Plan plan() {
    return plan;
  }

  List<Operation> steps() {
    return plan.steps();
  }

  ClosedFormHead classifier() {
    return classifier;
  }

  Head head() {
    return head;
  }

  /** Weights of the channels if the final LayerNorm's mean and deviation were constants. */
  public double[] linearWeights(Features lastActivation, int classIndex) {
    return classifier.linearWeights(lastActivation, classIndex);
  }

  /** Logits of pooled features of the last block, one value a channel. */
  public double[] logitsOfPooled(double[] pooled) {
    return classifier.logits(pooled);
  }

  @Override
  public void close() {
    manager.close();
  }
}
