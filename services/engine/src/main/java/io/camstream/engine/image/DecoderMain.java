package io.camstream.engine.image;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/**
 * The main class of a decoder process. It decodes one file after the other and ends with its
 * parent, whose end of the pipe is its standard input.
 *
 * <pre>
 * request:   format (byte), width (int), height (int), length (int), essence of the file
 * response:  PIXELS (byte), rows of RGB levels
 *            or BROKEN (byte), reason (UTF)
 * </pre>
 *
 * <p>Running out of memory ends the process: {@code -XX:+ExitOnOutOfMemoryError}.
 */
final class DecoderMain {

  static final int PIXELS = 'P';
  static final int BROKEN = 'B';

  private static final int IDLE_SECONDS = 60;
  private static final int MAX_REASON = 500;
  static final int PIPE_BYTES = 1 << 16;

  /** After an image of this size the memory is given back to the system. */
  private static final int LARGE_PIXELS = 4_000_000;

  private record Request(ImageFormat format, int width, int height, byte[] essence) {}

  private DecoderMain() {}

  public static void main(String[] args) throws Exception {
    OutputStream responses =
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), PIPE_BYTES);
    System.setOut(System.err);
    ImageIO.setUseCache(false);
    SynchronousQueue<Request> requests = new SynchronousQueue<>();
    Thread reader = new Thread(() -> read(requests), "requests");
    reader.setDaemon(true);
    reader.start();
    for (Request request = next(requests); request != null; request = next(requests)) {
      boolean large = answer(request, new DataOutputStream(responses));
      request = null;
      if (large) {
        System.gc();
      }
    }
  }

  private static Request next(SynchronousQueue<Request> requests) throws InterruptedException {
    return requests.poll(IDLE_SECONDS, TimeUnit.SECONDS);
  }

  /** Reads requests until the parent is gone, also while an image is being decoded. */
  private static void read(SynchronousQueue<Request> requests) {
    try (DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in))) {
      while (true) {
        ImageFormat format = ImageFormat.values()[in.readUnsignedByte()];
        int width = in.readInt();
        int height = in.readInt();
        byte[] essence = new byte[in.readInt()];
        readInPieces(in, essence);
        requests.put(new Request(format, width, height, essence));
      }
    } catch (EOFException e) {
      Runtime.getRuntime().halt(0);
    } catch (IOException | InterruptedException | RuntimeException e) {
      Runtime.getRuntime().halt(1);
    }
  }

  /** Decodes an image and sends it. Returns whether it was a large one. */
  private static boolean answer(Request request, DataOutputStream out) throws IOException {
    try {
      return send(
          PixelReader.read(request.format(), request.essence(), request.width(), request.height()),
          out);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      if (out.size() > 0) {
        // Part of the image is sent already.
        throw e;
      }
      String reason = PixelReader.reason(e);
      out.writeByte(BROKEN);
      out.writeUTF(reason.substring(0, Math.min(MAX_REASON, reason.length())));
      out.flush();
      return true;
    }
  }

  private static boolean send(DecodedRows rows, DataOutputStream out) throws IOException {
    out.writeByte(PIXELS);
    byte[] row = new byte[3 * rows.width()];
    for (int y = 0; y < rows.height(); y++) {
      rows.convert(y, row, 0);
      out.write(row);
    }
    out.flush();
    return (long) rows.width() * rows.height() > LARGE_PIXELS;
  }

  /** Fills the array; Java would set aside native memory of its size to read it at once. */
  static void readInPieces(DataInputStream in, byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; from += PIPE_BYTES) {
      in.readFully(bytes, from, Math.min(PIPE_BYTES, bytes.length - from));
    }
  }
}
