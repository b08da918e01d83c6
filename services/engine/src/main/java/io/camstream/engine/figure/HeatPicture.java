package io.camstream.engine.figure;

import io.camstream.engine.FinalMap;
import io.camstream.engine.image.RgbImage;

/** Draws final maps over one image, and draws nothing where there is nothing. */
final class HeatPicture {

  private final HeatOverlay overlay;
  private final HeatStyle style;

  HeatPicture(HeatOverlay overlay, HeatStyle style) {
    this.overlay = overlay;
    this.style = style;
  }

  /** The image without a mark. */
  RgbImage original() {
    return overlay.image();
  }

  boolean hasUnseenPart() {
    return overlay.hasUnseenPart();
  }

  RgbImage of(FinalMap map) {
    return map.nil() || map.empty()
        ? overlay.withoutHeat()
        : overlay.heat(map.values(), map.height(), map.width(), style.colors(), style.opacity());
  }
}
