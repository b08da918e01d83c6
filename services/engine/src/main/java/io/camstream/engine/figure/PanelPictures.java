package io.camstream.engine.figure;

import io.camstream.engine.FinalMap;
import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.PilResize;
import io.camstream.engine.image.Resampling;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.image.Window;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * An image at the size of a figure's panels, and maps over it. The image is scaled once for all
 * figures, and maps that several figures show are drawn once. For one thread.
 */
final class PanelPictures {

  private static final int LONGER_SIDE = 256;

  private final HeatPicture picture;
  private final Map<FinalMap, RgbImage> leading = new IdentityHashMap<>();

  private PanelPictures(HeatPicture picture) {
    this.picture = picture;
  }

  /** Small crops are scaled up, large images down. */
  static PanelPictures of(RgbImage image, ModelView view, HeatStyle style) {
    double factor = (double) LONGER_SIDE / Math.max(image.width(), image.height());
    int width = (int) Math.max(1, Math.round(factor * image.width()));
    int height = (int) Math.max(1, Math.round(factor * image.height()));
    double across = (double) width / image.width();
    double down = (double) height / image.height();
    Window all = new Window(0, 0, width, height);
    HeatOverlay overlay =
        new HeatOverlay(
            PilResize.resize(image, width, height, all, Resampling.BICUBIC),
            new ModelView(
                view.x() * across, view.y() * down, view.width() * across, view.height() * down));
    return new PanelPictures(new HeatPicture(overlay, style));
  }

  RgbImage original() {
    return picture.original();
  }

  boolean hasUnseenPart() {
    return picture.hasUnseenPart();
  }

  /** A map that stands for its method: figures to come will show it again. */
  RgbImage ofMethod(FinalMap map) {
    return leading.computeIfAbsent(map, picture::of);
  }

  /** A map that is drawn once, unless it stands for its method too. */
  RgbImage ofClass(FinalMap map) {
    RgbImage drawn = leading.get(map);
    return drawn == null ? picture.of(map) : drawn;
  }

  /** Whether a map stands for its method. */
  boolean recurs(FinalMap map) {
    return leading.containsKey(map);
  }
}
