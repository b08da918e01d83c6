package io.camstream.engine.quality;

import io.camstream.engine.image.ModelView;
import io.camstream.engine.image.RgbImage;
import java.util.List;

/**
 * A region of an image that is known to matter, such as the nucleus.
 *
 * @param width pixels, those of the image
 * @param height pixels, those of the image
 * @param inside {@code height * width} flags, row-major; immutable by convention
 */
@SuppressWarnings("ArrayRecordComponent") // One for each pixel; never compared.
public record RegionMask(int width, int height, boolean[] inside) {

  public RegionMask {
    if (inside.length != width * height) {
      throw new IllegalArgumentException(
          "a mask of " + width + " × " + height + " can't have " + inside.length + " pixels");
    }
  }

  /** The pixels of a picture that are not black. */
  public static RegionMask of(RgbImage picture) {
    boolean[] inside = new boolean[picture.width() * picture.height()];
    for (int i = 0; i < inside.length; i++) {
      byte[] pixels = picture.pixels();
      inside[i] = (pixels[3 * i] | pixels[3 * i + 1] | pixels[3 * i + 2]) != 0;
    }
    return new RegionMask(picture.width(), picture.height(), inside);
  }

  /** What is inside any of the masks; they must be of one size, and at least one. */
  static RegionMask union(List<RegionMask> masks) {
    boolean[] inside = masks.get(0).inside.clone();
    for (RegionMask mask : masks) {
      for (int i = 0; i < inside.length; i++) {
        inside[i] |= mask.inside[i];
      }
    }
    return new RegionMask(masks.get(0).width, masks.get(0).height, inside);
  }

  /** The mask at the model's input: of each pixel of the input, the pixel under its centre. */
  boolean[] atInput(ModelView view, int inputHeight, int inputWidth) {
    boolean[] atInput = new boolean[inputHeight * inputWidth];
    for (int row = 0; row < inputHeight; row++) {
      int y = (int) Math.floor(view.y() + (row + 0.5) * view.height() / inputHeight);
      for (int column = 0; column < inputWidth; column++) {
        int x = (int) Math.floor(view.x() + (column + 0.5) * view.width() / inputWidth);
        boolean within = x >= 0 && y >= 0 && x < width && y < height;
        atInput[row * inputWidth + column] = within && inside[y * width + x];
      }
    }
    return atInput;
  }
}
