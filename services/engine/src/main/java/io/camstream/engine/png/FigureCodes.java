package io.camstream.engine.png;

import io.camstream.engine.image.RgbImage;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The codes that all figures of an image share, so that pictures which several of them show are
 * compressed once. They are made of a sample of the first figure; those to come are like it: the
 * same image under other heat, and much the same text. For one thread.
 */
final class FigureCodes {

  private final BlockCode text = new BlockCode();
  private final BlockCode pictures = new BlockCode();
  private final Map<RgbImage, CodedRows> coded = new IdentityHashMap<>();

  private boolean ready;

  /** Whether they were set. */
  boolean ready() {
    return ready;
  }

  /** Forgets all that is known of an image. */
  void clear() {
    coded.clear();
    ready = false;
  }

  /** Makes the codes. */
  void set(FilteredRows firstFigure, List<PngEncoder.Sheet.Strip> strips) {
    SymbolCounts ofText = new SymbolCounts();
    SymbolCounts ofPictures = new SymbolCounts();
    int done = 0;
    for (PngEncoder.Sheet.Strip strip : strips) {
      ofText.sample(firstFigure, done, strip.top());
      ofPictures.sample(firstFigure, strip.top(), strip.bottom());
      done = strip.bottom();
    }
    ofText.sample(firstFigure, done, firstFigure.count());
    text.set(ofText);
    pictures.set(ofPictures);
    ready = true;
  }

  /** For rows of text. */
  BlockCode text() {
    return text;
  }

  /** For rows of pictures. */
  BlockCode pictures() {
    return pictures;
  }

  /** A picture's rows; the first is of no use, since each figure has something else above it. */
  CodedRows rows(RgbImage picture) {
    return coded.computeIfAbsent(picture, this::compress);
  }

  private CodedRows compress(RgbImage picture) {
    FilteredRows filtered = FilteredRows.of(picture);
    CodedRows rows = new CodedRows(filtered.count(), filtered.length() - 1);
    for (int y = 0; y < filtered.count(); y++) {
      rows.add(filtered.row(y), pictures);
    }
    return rows;
  }
}
