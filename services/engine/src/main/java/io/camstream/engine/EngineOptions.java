package io.camstream.engine;

import io.camstream.engine.convnext.Precision;

/**
 * How an {@link Explainer} works.
 *
 * @param explanation what it explains unless a call says otherwise
 * @param device {@code auto} (a GPU where the tensor library finds one), {@code cpu} or {@code
 *     cuda:N}
 * @param precision that the network computes in; {@link Precision#FLOAT16} is for GPUs
 * @param threads of one tensor operation, for the whole process; 0 for the library's own choice. On
 *     a CPU several callers with one thread each are faster than one caller with several
 */
public record EngineOptions(
    ExplanationOptions explanation, String device, Precision precision, int threads) {

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

  public EngineOptions withExplanation(ExplanationOptions explanation) {
    return new EngineOptions(explanation, device, precision, threads);
  }

  public EngineOptions withDevice(String device) {
    return new EngineOptions(explanation, device, precision, threads);
  }

  public EngineOptions withPrecision(Precision precision) {
    return new EngineOptions(explanation, device, precision, threads);
  }

  public EngineOptions withThreads(int threads) {
    return new EngineOptions(explanation, device, precision, threads);
  }
}
