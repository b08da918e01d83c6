package io.camstream.engine;

import io.camstream.engine.convnext.Precision;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Options of an {@link Explainer}. Immutable; {@code with…} methods return a changed copy.
 *
 * @param explanation explanation options for calls without options of their own
 * @param device {@code auto} (a GPU if the tensor library finds one), {@code cpu} or {@code cuda:N}
 * @param precision precision of the network's tensors; {@link Precision#FLOAT16} is for GPUs
 * @param threads threads of one tensor operation, for the whole process; 0 for the library's
 *     default. On a CPU several callers with one thread each are faster than one caller with
 *     several threads
 */
@RecordBuilder
public record EngineOptions(
    ExplanationOptions explanation, String device, Precision precision, int threads)
    implements EngineOptionsBuilder.With {

  /** Default explanations, on the CPU or GPU found, with the library's number of threads. */
  public static final EngineOptions DEFAULT =
      new EngineOptions(ExplanationOptions.DEFAULT, "auto", Precision.FLOAT32, 0);

  public EngineOptions {
    if (!device.matches("auto|cpu|cuda:[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          "there is no device '" + device + "'; it must be auto, cpu or cuda:0, cuda:1, …");
    }
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be 0 or more, not " + threads);
    }
  }
}
