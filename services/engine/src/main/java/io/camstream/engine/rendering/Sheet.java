package io.camstream.engine.rendering;

import io.camstream.engine.image.RgbImage;
import java.util.List;

/**
 * A figure that is drawn, and where it shows pictures that other figures of the image show too.
 *
 * @param pixels red, green and blue of {@code width * height} pixels, row-major, and whatever
 *     behind them
 * @param strips from top to bottom; they don't overlap
 */
@SuppressWarnings("ArrayRecordComponent") // Written to a file at once, never compared.
record Sheet(byte[] pixels, int width, int height, List<Strip> strips) {

  /**
   * A row of pictures of one height, one or more of which other figures show too.
   *
   * @param recurring those, from left to right
   */
  record Strip(int top, List<Placed> recurring) {

    int height() {
      return recurring.get(0).picture().height();
    }

    int bottom() {
      return top + height();
    }
  }

  /** A picture of which each pixel is on the sheet. */
  record Placed(RgbImage picture, int left) {

    int right() {
      return left + picture.width();
    }
  }
}
