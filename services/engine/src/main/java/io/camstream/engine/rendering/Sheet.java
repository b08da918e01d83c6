package io.camstream.engine.rendering;

import io.camstream.engine.image.RgbImage;
import java.util.List;

/**
 * A figure that is drawn, and where it shows pictures that other figures of the image show too.
 *
 * @param strips from top to bottom; they don't overlap
 */
record Sheet(RgbImage image, List<Strip> strips) {

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
