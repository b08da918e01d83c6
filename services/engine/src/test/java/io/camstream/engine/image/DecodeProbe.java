package io.camstream.engine.image;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Decodes one file in a process that nothing else runs in, for {@link HostileFilesTest}. Prints
 * {@code ready}, then the outcome and the processor time in milliseconds of this process and of
 * those that it has started.
 */
public final class DecodeProbe {

  private DecodeProbe() {}

  public static void main(String[] args) throws Exception {
    byte[] file = Files.readAllBytes(Path.of(args[0]));
    ImageDecoder decoder = new ImageDecoder();
    System.out.println("ready");
    System.out.flush();
    System.in.read();
    long before = processorMillis();
    String outcome;
    try {
      RgbImage image = decoder.decode(file);
      outcome = image.width() + " × " + image.height() + " pixels";
    } catch (UnreadableImageException e) {
      outcome = e.code() + ": " + e.getMessage();
    } catch (OutOfMemoryError e) {
      outcome = e.toString();
    }
    System.out.println(outcome);
    System.out.println(processorMillis() - before);
  }

  private static long processorMillis() {
    Duration children =
        ProcessHandle.current()
            .descendants()
            .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
            .reduce(Duration.ZERO, Duration::plus);
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return children.toMillis() + system.getProcessCpuTime() / 1_000_000;
  }
}
