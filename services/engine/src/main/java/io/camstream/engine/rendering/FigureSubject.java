package io.camstream.engine.rendering;

import io.camstream.engine.explanation.ImageExplanation;
import io.camstream.engine.image.RgbImage;

/** What figures show. For one image and one thread. */
public final class FigureSubject {

  private final RgbImage image;
  private final ImageExplanation explanation;
  private final DrawnMaps maps;
  private final String imageName;
  private final String modelName;
  private final PngWriter png = new PngWriter();
  private HeatOverlay overlay;
  private PanelPictures panels;

  /**
   * @param maps of the explanation
   * @param imageName for the figure's second line; any text
   * @param modelName likewise
   */
  public FigureSubject(
      RgbImage image,
      ImageExplanation explanation,
      DrawnMaps maps,
      String imageName,
      String modelName) {
    this.image = image;
    this.explanation = explanation;
    this.maps = maps;
    this.imageName = imageName;
    this.modelName = modelName;
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

  /** Writes all pictures of this image. */
  PngWriter png() {
    return png;
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
}
