package io.camstream.engine.figure;

import io.camstream.engine.ImageExplanation;
import io.camstream.engine.image.RgbImage;
import io.camstream.engine.png.PngEncoder;

/** What figures show, and the room to draw them. For one image and one thread. */
public final class FigureSubject implements AutoCloseable {

  private final RgbImage image;
  private final ImageExplanation explanation;
  private final DrawnMaps maps;
  private final String imageName;
  private final String modelName;
  private final DrawingBuffers.Pool pool;
  private final DrawingBuffers buffers;
  private HeatOverlay overlay;
  private PanelPictures panels;

  /**
   * @param pool gets back what was taken from it when this is closed
   */
  FigureSubject(
      RgbImage image,
      ImageExplanation explanation,
      DrawnMaps maps,
      String imageName,
      String modelName,
      DrawingBuffers.Pool pool) {
    this.image = image;
    this.explanation = explanation;
    this.maps = maps;
    this.imageName = imageName;
    this.modelName = modelName;
    this.pool = pool;
    this.buffers = pool.take();
  }

  RgbImage image() {
    return image;
  }

  ImageExplanation explanation() {
    return explanation;
  }

  DrawnMaps maps() {
    return maps;
  }

  String imageName() {
    return imageName;
  }

  String modelName() {
    return modelName;
  }

  DrawingBuffers buffers() {
    return buffers;
  }

  PngEncoder png() {
    return buffers.png();
  }

  /** For heat over the image in its own size. */
  HeatOverlay overlay() {
    if (overlay == null) {
      overlay = new HeatOverlay(image, explanation.view());
    }
    return overlay;
  }

  /** The pictures of all figures of this image. */
  PanelPictures panels(HeatStyle style) {
    if (panels == null) {
      panels = PanelPictures.of(image, explanation.view(), style);
    }
    return panels;
  }

  @Override
  public void close() {
    pool.giveBack(buffers);
  }
}
