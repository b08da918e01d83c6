package io.camstream.engine.convnext;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An operation that PyTorch has and DJL has no method for: a TorchScript module whose {@code
 * forward} is one expression. Its archive is written here, as {@code torch.jit.save} would: a zip
 * file with the source, and two pickles that hold nothing.
 *
 * <p>Thread-safe. Freed with the manager that it was made with.
 */
final class ScriptedKernel {

  private static final String ARCHIVE = "operation/";
  private static final String MODULE = "Kernel";

  /** Pickle of an object of the class without attributes. */
  private static final String OBJECT = "\u0080\u0002c__torch__\n" + MODULE + "\n)\u0081}b.";

  /** Pickle of an empty tuple. */
  private static final String NO_CONSTANTS = "\u0080\u0002).";

  /** Of the format; every PyTorch since 1.5 reads it. */
  private static final String VERSION = "3\n";

  private final PtSymbolBlock module;

  private ScriptedKernel(PtSymbolBlock module) {
    this.module = module;
  }

  /**
   * @param expression TorchScript as {@code torch.jit.save} writes it, such as {@code
   *     ops.aten.mul(x, y)}
   * @param tensors names of the inputs in the expression
   * @throws ai.djl.engine.EngineException if this build of PyTorch lacks the operation
   */
  static ScriptedKernel of(NDManager manager, String expression, String... tensors) {
    byte[] archive = archive(expression, tensors);
    try {
      return new ScriptedKernel(
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive), false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The result, on the first input's manager. */
  NDArray apply(NDArray... inputs) {
    // As if in training: otherwise the results could be neither overwritten nor differentiated.
    return IValueUtils.forward(module, new NDList(inputs), true).head();
  }

  private static byte[] archive(String expression, String... tensors) {
    String parameters =
        Arrays.stream(tensors).map(name -> ", " + name + ": Tensor").collect(Collectors.joining());
    String source =
        """
        class %1$s(Module):
          __parameters__ = []
          __buffers__ = []
          def forward(self: __torch__.%1$s%2$s) -> Tensor:
            return %3$s
        """
            .formatted(MODULE, parameters, expression);
    StoredZip archive = new StoredZip(); // PyTorch reads entries in place.
    add(archive, "data.pkl", OBJECT);
    add(archive, "code/__torch__.py", source);
    add(archive, "constants.pkl", NO_CONSTANTS);
    add(archive, "version", VERSION);
    return archive.toBytes();
  }

  private static void add(StoredZip archive, String name, String content) {
    archive.add(ARCHIVE + name, content.getBytes(StandardCharsets.ISO_8859_1));
  }
}
