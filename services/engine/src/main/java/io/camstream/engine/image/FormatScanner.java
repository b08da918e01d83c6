package io.camstream.engine.image;

import java.io.IOException;

/**
 * Walks through the raw bytes of a file of one format before it is decoded: headers, chunks,
 * segments, directories, scans and the frames inside. Nothing is allocated by sizes that the file
 * declares, and no byte is visited more than a fixed number of times.
 *
 * <p>To add a format, implement this and add a line to {@link ImageFormat}.
 */
interface FormatScanner {

  /**
   * @param file the whole file; hostile input
   * @param limits that the image and every frame inside it must keep
   * @throws IOException if the file is broken; the message completes "broken … file:"
   * @throws UnreadableImageException if it is larger than the limits or of a kind that is not
   *     supported
   */
  ScannedImage scan(byte[] file, DecodeLimits limits) throws IOException, UnreadableImageException;
}
