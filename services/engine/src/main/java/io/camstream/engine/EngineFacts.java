package io.camstream.engine;

import com.sun.management.OperatingSystemMXBean;
import io.camstream.engine.convnext.Checkpoint;
import java.lang.management.ManagementFactory;

/**
 * What the best setting depends on.
 *
 * @param processors that this process may use
 * @param activationBytes memory for the tensors of all passes that run at once
 * @param bytesOfImage what one image needs of it
 */
public record EngineFacts(int processors, long activationBytes, long bytesOfImage) {

  /** The widest tensor of a block before and after its activation, and what the library adds. */
  private static final int WIDE_TENSORS = 4;

  /** A block widens its input by this, in every ConvNeXt. */
  private static final int EXPANSION = 4;

  /** Of a machine's memory, beside the Java heap and what else runs there. */
  private static final double SHARE = 0.25;

  /** Of this machine, or of the container in which this process runs. */
  public static EngineFacts of(Checkpoint checkpoint) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return of(
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        Runtime.getRuntime().maxMemory(),
        checkpoint.preprocessor().shortestEdge(),
        checkpoint.model().patchSize(),
        checkpoint.model().hiddenSizes().get(0));
  }

  /**
   * @param memory of the machine or container, in bytes
   * @param heap at most, in bytes
   * @param side of the model's input, in pixels
   * @param patchSize of the stem
   * @param width channels of the first stage, whose tensors are the largest
   */
  static EngineFacts of(
      int processors, long memory, long heap, int side, int patchSize, int width) {
    long positions = (long) (side / patchSize) * (side / patchSize);
    long widest = positions * EXPANSION * width * Float.BYTES;
    long activations = Math.max(0, Math.min((long) (SHARE * memory), memory - heap));
    return new EngineFacts(processors, activations, WIDE_TENSORS * widest);
  }
}
