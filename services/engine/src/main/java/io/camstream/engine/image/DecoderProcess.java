package io.camstream.engine.image;

import com.twelvemonkeys.image.ImageUtil;
import com.twelvemonkeys.imageio.ImageReaderBase;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.io.enc.Decoder;
import com.twelvemonkeys.lang.Validate;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A Java process that decodes images, as its parent sees it. It has a heap of its own, no
 * environment of its parent's, is the first that the kernel ends when the machine runs out of
 * memory, and ends when its parent does.
 *
 * <p>{@link #decode} is for one thread at a time; all else may be called meanwhile.
 */
final class DecoderProcess implements AutoCloseable {

  /** What a Java process takes beside the images: code, classes, stacks, libraries. */
  static final long OWN_BYTES = 160_000_000L;

  /** The exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
  static final int OUT_OF_MEMORY = 3;

  /** Address space that is reserved and hardly used, beside heap and native memory. */
  private static final long RESERVED_BYTES = 1_000_000_000L;

  private static final Path SHELL = Path.of("/bin/sh");

  /** One class of each jar that the decoders need. */
  private static final List<Class<?>> NEEDED =
      List.of(
          DecoderMain.class,
          JPEGImageReaderSpi.class,
          TIFFImageReaderSpi.class,
          WebPImageReaderSpi.class,
          ImageReaderBase.class,
          TIFF.class,
          ImageUtil.class,
          Decoder.class,
          Validate.class);

  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream responses;

  private DecoderProcess(Process process) {
    this.process = process;
    this.requests = new DataOutputStream(process.getOutputStream());
    this.responses =
        new DataInputStream(
            new BufferedInputStream(process.getInputStream(), DecoderMain.PIPE_BYTES));
  }

  /**
   * @param heapBytes largest heap
   * @throws IOException if no process can be started
   */
  static DecoderProcess start(long heapBytes) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(heapBytes)).redirectError(Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("MALLOC_ARENA_MAX", "1");
    return new DecoderProcess(builder.start());
  }

  private static List<String> command(long heapBytes) {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      long kilobytes = (2 * heapBytes + RESERVED_BYTES) / 1024;
      // Ctrl-C reaches all processes of a terminal; the parent decides when this one ends.
      String limits =
          "trap '' INT; echo 1000 2>/dev/null >/proc/self/oom_score_adj; ulimit -c 0 -v "
              + kilobytes
              + " 2>/dev/null || ulimit -v "
              + kilobytes
              + " 2>/dev/null; exec \"$@\"";
      command.addAll(List.of(SHELL.toString(), "-c", limits, "decoder"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + heapBytes / 1024 + "k",
            "-Xmn16m",
            "-XX:+UseSerialGC",
            "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=10",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:CompressedClassSpaceSize=32m",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Djava.awt.headless=true",
            "-cp",
            classPath(),
            DecoderMain.class.getName()));
    return command;
  }

  private static String classPath() {
    Set<String> jars = new LinkedHashSet<>();
    for (Class<?> needed : NEEDED) {
      try {
        jars.add(
            Path.of(needed.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  /**
   * Decodes an image.
   *
   * @throws UnreadableImageException if the decoder says that the file is broken
   * @throws IOException if the process ends, or answers with nonsense; it is of no further use
   */
  RgbImage decode(ImageFormat format, byte[] essence, ScannedImage scanned)
      throws IOException, UnreadableImageException {
    requests.writeByte(format.ordinal());
    requests.writeInt(scanned.width());
    requests.writeInt(scanned.height());
    requests.writeInt(essence.length);
    // Java copies each piece that it writes to a pipe, however large it is.
    for (int from = 0; from < essence.length; from += DecoderMain.PIPE_BYTES) {
      requests.write(essence, from, Math.min(DecoderMain.PIPE_BYTES, essence.length - from));
    }
    requests.flush();
    int answer = responses.readUnsignedByte();
    if (answer == DecoderMain.BROKEN) {
      throw ImageDecoder.broken(format, responses.readUTF(), null);
    }
    if (answer != DecoderMain.PIXELS) {
      throw new IOException("the decoder's answer begins with " + answer);
    }
    byte[] pixels = new byte[(int) scanned.resultBytes()];
    DecoderMain.readInPieces(responses, pixels);
    return new RgbImage(scanned.width(), scanned.height(), pixels);
  }

  /** Processor time that it has taken so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Memory that it occupies, in bytes; 0 where the system does not say. */
  long residentBytes() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** The exit code, once it has ended; waits a moment for that. */
  int exitCode() throws InterruptedException {
    return process.waitFor(1, TimeUnit.SECONDS) ? process.exitValue() : 0;
  }

  /** Ends it at once, whatever it does. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
