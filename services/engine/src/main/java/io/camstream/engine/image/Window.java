package io.camstream.engine.image;

/** A rectangle of pixels; left and top may be negative where a crop is larger than the image. */
public record Window(int left, int top, int width, int height) {

  /** The part of this window that lies inside an image. */
  Window inside(int imageWidth, int imageHeight) {
    int right = Math.min(imageWidth, left + width);
    int bottom = Math.min(imageHeight, top + height);
    int x = Math.max(0, left);
    int y = Math.max(0, top);
    return new Window(x, y, right - x, bottom - y);
  }
}
