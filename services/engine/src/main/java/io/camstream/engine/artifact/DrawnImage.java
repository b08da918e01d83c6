package io.camstream.engine.artifact;

import io.camstream.engine.ImageExplanation;
import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.PilResize;
import io.camstream.engine.image.Resampling;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.image.Window;

/**
 * An image in the size in which it is drawn, and its explanation in these pixels. What drawing
 * takes is so bounded, however large the image is.
 */
record DrawnImage(RgbImage image, ImageExplanation explanation) {

  /**
   * The image as it is, or scaled down.
   *
   * @param maxSide longest side, in pixels
   */
  static DrawnImage of(ExplainedImage explained, int maxSide) {
    RgbImage image = explained.image();
    int side = Math.max(image.width(), image.height());
    if (side <= maxSide) {
      return new DrawnImage(image, explained.explanation());
    }
    double scale = (double) maxSide / side;
    int width = scaled(image.width(), scale);
    int height = scaled(image.height(), scale);
    RgbImage smaller =
        PilResize.resize(image, width, height, new Window(0, 0, width, height), Resampling.BICUBIC);
    return new DrawnImage(
        smaller,
        inPixelsOf(
            explained.explanation(),
            (double) width / image.width(),
            (double) height / image.height()));
  }

  private static int scaled(int side, double scale) {
    return Math.max(1, (int) Math.round(side * scale));
  }

  private static ImageExplanation inPixelsOf(
      ImageExplanation explanation, double scaleX, double scaleY) {
    ModelView view = explanation.view();
    return new ImageExplanation(
        explanation.prediction(),
        new ModelView(
            view.x() * scaleX, view.y() * scaleY, view.width() * scaleX, view.height() * scaleY),
        explanation.inputHeight(),
        explanation.inputWidth(),
        explanation.maps(),
        explanation.fusion(),
        explanation.normalisation());
  }
}
