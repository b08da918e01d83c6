package io.camstream.engine.figure;

import io.camstream.engine.png.PngEncoder;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Buffers for drawing and compressing the pictures of one image, reused for the next one: allocated
 * per image they would be a quarter of the Java heap that an image takes. For one thread.
 */
final class DrawingBuffers {

  /** Larger buffers, of large images, are not kept. */
  private static final int MAX_KEPT_BYTES = 1 << 24;

  private final PngEncoder png = new PngEncoder();
  private byte[] sheet = new byte[0];

  /** Writes all pictures of an image. */
  PngEncoder png() {
    return png;
  }

  /**
   * Room for a figure, which must have been written before the next one is drawn.
   *
   * @return so many bytes or more, of any value
   */
  byte[] sheet(int bytes) {
    if (sheet.length < bytes) {
      sheet = new byte[bytes];
    }
    return sheet;
  }

  private boolean worthKeeping() {
    return sheet.length + png.capacity() <= MAX_KEPT_BYTES;
  }

  /** As many as are at work at once. Thread-safe. */
  static final class Pool {

    private final ConcurrentLinkedQueue<DrawingBuffers> free = new ConcurrentLinkedQueue<>();

    /** For an image, and for the caller alone until it gives them back. */
    DrawingBuffers take() {
      DrawingBuffers buffers = free.poll();
      return buffers == null ? new DrawingBuffers() : buffers;
    }

    void giveBack(DrawingBuffers buffers) {
      if (buffers.worthKeeping()) {
        buffers.png.startImage();
        free.add(buffers);
      }
    }
  }
}
