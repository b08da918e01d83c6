package io.camstream.engine.figure;

import io.camstream.engine.image.RgbImage;
import java.util.List;
import java.util.Optional;

/**
 * One picture of a figure.
 *
 * @param title above the picture, in bold
 * @param caption below the title, small
 * @param picture of the size that all pictures of the figure have
 * @param recurring whether other figures of the image show this very picture too
 * @param remark lines drawn over the picture in place of heat; none where there is heat
 * @param fragile whether the title gets the mark of fragile maps
 */
record Panel(
    String title,
    Optional<String> caption,
    RgbImage picture,
    boolean recurring,
    List<String> remark,
    boolean fragile) {

  static final String FRAGILE_MARK = "⚠";
}
