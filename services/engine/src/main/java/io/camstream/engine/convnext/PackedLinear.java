package io.camstream.engine.convnext;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Linear layers by oneDNN, on weights that are laid out once for its kernels. PyTorch itself gives
 * float32 to the BLAS library, which on some processors does half as much in the same time
 * (docs/adr/0016). The operations are those that {@code torch.compile} uses ({@code
 * aten/src/ATen/native/mkldnn/Linear.cpp} and {@code MKLDNNConversions.cpp}, PyTorch 2.7).
 *
 * <p>Without gradients. Thread-safe.
 */
final class PackedLinear {

  private static final Logger LOG = LoggerFactory.getLogger(PackedLinear.class);

  private static final String LINEAR =
      "ops.mkldnn._linear_pointwise(x, packed, bias, \"%s\","
          + " annotate(List[Optional[number]], []), \"%s\")";

  private final ScriptedKernel pack;
  private final ScriptedKernel linear;
  private final ScriptedKernel linearGelu;

  private PackedLinear(NDManager manager) {
    this.pack = ScriptedKernel.of(manager, "ops.mkldnn._reorder_linear_weight(weight)", "weight");
    this.linear = linear(manager, "none", "");
    this.linearGelu = linear(manager, "gelu", "none");
  }

  private static ScriptedKernel linear(NDManager manager, String after, String variant) {
    String expression = LINEAR.formatted(after, variant);
    return ScriptedKernel.of(manager, expression, "x", "packed", "bias");
  }

  /**
   * For the CPU of this process; nothing where PyTorch is without oneDNN, or oneDNN without kernels
   * of its own, which it generates for x86-64 only.
   *
   * @param manager that the operations are freed with
   */
  static Optional<PackedLinear> on(NDManager manager) {
    String processor = System.getProperty("os.arch");
    if (!processor.equals("amd64") && !processor.equals("x86_64")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PackedLinear(manager));
    } catch (EngineException e) {
      LOG.info("This PyTorch has no linear layers by oneDNN; those of its BLAS library are used");
      LOG.debug("Why oneDNN is not used", e);
      return Optional.empty();
    }
  }

  /**
   * A weight as oneDNN wants it; of no use for anything but {@link #linear} and {@link #gelu}.
   *
   * @param weight [out, in]; not needed for the result afterwards
   */
  NDArray pack(NDArray weight) {
    return pack.apply(weight);
  }

  /** A linear layer over the last axis. */
  NDArray linear(NDArray x, NDArray packed, NDArray bias) {
    return linear.apply(x, packed, bias);
  }

  /** GELU, by the error function, of a linear layer. */
  NDArray gelu(NDArray x, NDArray packed, NDArray bias) {
    return linearGelu.apply(x, packed, bias);
  }
}
