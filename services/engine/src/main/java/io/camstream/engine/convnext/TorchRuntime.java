package io.camstream.engine.convnext;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tensor library of this process. */
public final class TorchRuntime {

  static final String ENGINE = "PyTorch";

  private static final Logger LOG = LoggerFactory.getLogger(TorchRuntime.class);

  /** Keeps DJL from looking for libraries on the network: they are on the class path. */
  private static final String OFFLINE = "ai.djl.offline";

  /** Keeps DJL from reporting its use to its makers. */
  private static final String NO_TRACKING = "OPT_OUT_TRACKING";

  private TorchRuntime() {}

  /**
   * Loads the library on first use.
   *
   * @param threads of one operation, for the whole process; 0 leaves it as it is
   */
  public static Engine start(int threads) {
    setUnlessSet(OFFLINE);
    setUnlessSet(NO_TRACKING);
    Engine engine = Engine.getEngine(ENGINE);
    if (threads > 0) {
      JniUtils.setNumThreads(threads);
    }
    return engine;
  }

  private static void setUnlessSet(String property) {
    if (System.getProperty(property) == null && System.getenv(property) == null) {
      System.setProperty(property, "true");
    }
  }

  /**
   * Finds a device.
   *
   * @param name {@code auto}, {@code cpu} or {@code cuda:N}
   * @throws IllegalArgumentException if the library does not see it
   */
  public static Device device(Engine engine, String name) {
    if (name.equals("auto") && engine.getGpuCount() == 0) {
      LOG.info("{} {} sees no GPU: the CPU explains", ENGINE, engine.getVersion());
      return Device.cpu();
    } else if (name.equals("cpu")) {
      return Device.cpu();
    }
    int index = name.equals("auto") ? 0 : Integer.parseInt(name.substring("cuda:".length()));
    if (index >= engine.getGpuCount()) {
      throw new IllegalArgumentException(
          "there is no device %s: the tensor library sees %d GPUs"
              .formatted(name, engine.getGpuCount()));
    }
    return Device.gpu(index);
  }
}
