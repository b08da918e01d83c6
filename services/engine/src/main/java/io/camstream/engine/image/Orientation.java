package io.camstream.engine.image;

/** What a decoder does with the orientation that a camera stored beside the pixels (EXIF 274). */
public enum Orientation {
  /**
   * As PIL loads the file, so that predictions agree with Python: ignored in JPEG, PNG and WebP,
   * applied in TIFF.
   */
  AS_PIL,
  /** Applied in every format: upright, as an image viewer shows it. */
  UPRIGHT
}
