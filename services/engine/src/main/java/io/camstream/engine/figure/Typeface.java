package io.camstream.engine.figure;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * A bundled font whose glyphs are drawn as outlines. Needs no font of the system and no font
 * library of the Java runtime, so a picture has the same text on every machine. Thread-safe.
 *
 * <p>One glyph for each character, from left to right; a character that the font lacks is drawn as
 * a box.
 */
final class Typeface {

  private static final String ELLIPSIS = "…";

  private final TrueTypeFont font;
  private final CmapLookup characters;
  private final double unitsPerEm;
  private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();

  private Typeface(TrueTypeFont font) throws IOException {
    this.font = font;
    this.characters = font.getUnicodeCmapLookup();
    this.unitsPerEm = font.getUnitsPerEm();
  }

  static Typeface regular() {
    return load("DejaVuSans.ttf");
  }

  static Typeface bold() {
    return load("DejaVuSans-Bold.ttf");
  }

  private static Typeface load(String resource) {
    try (InputStream stream = Typeface.class.getResourceAsStream(resource)) {
      // The font stays open: glyphs are read when they are first drawn.
      return new Typeface(
          new TTFParser(true).parse(new RandomAccessReadBuffer(stream.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException("a font of the program can't be read: " + resource, e);
    }
  }

  /** Width in pixels of a text at a size (pixels per em). */
  double width(String text, double size) {
    double ems = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      ems += glyph(codePoint).advance();
      i += Character.charCount(codePoint);
    }
    return ems * size;
  }

  /** The text, or as much of its start as fits a width, with an ellipsis. */
  String elide(String text, double size, double maxWidth) {
    if (width(text, size) <= maxWidth) {
      return text;
    }
    StringBuilder start = new StringBuilder();
    double room = maxWidth - width(ELLIPSIS, size);
    for (int codePoint : text.codePoints().toArray()) {
      room -= glyph(codePoint).advance() * size;
      if (room < 0) {
        break;
      }
      start.appendCodePoint(codePoint);
    }
    return start.toString().stripTrailing() + ELLIPSIS;
  }

  /** Fills the text with the graphics' colour, its baseline starting at a point. */
  void draw(Graphics2D graphics, String text, double x, double baseline, double size) {
    double pen = x;
    for (int codePoint : text.codePoints().toArray()) {
      Glyph glyph = glyph(codePoint);
      AffineTransform placed = AffineTransform.getTranslateInstance(pen, baseline);
      placed.scale(size, -size);
      graphics.fill(placed.createTransformedShape(glyph.outline()));
      pen += glyph.advance() * size;
    }
  }

  private Glyph glyph(int codePoint) {
    int id = characters.getGlyphId(codePoint);
    Glyph known = glyphs.get(id);
    return known == null ? glyphs.computeIfAbsent(id, this::read) : known;
  }

  private Glyph read(int id) {
    synchronized (font) { // The font reads from one stream with a position.
      try {
        GlyphData data = font.getGlyph().getGlyph(id);
        Path2D outline = data == null ? new Path2D.Double() : data.getPath();
        AffineTransform toEm = AffineTransform.getScaleInstance(1 / unitsPerEm, 1 / unitsPerEm);
        return new Glyph(
            toEm.createTransformedShape(outline), font.getAdvanceWidth(id) / unitsPerEm);
      } catch (IOException e) {
        throw new UncheckedIOException("a glyph of a font of the program can't be read", e);
      }
    }
  }

  /** In units of one em, upwards from the baseline. */
  private record Glyph(Shape outline, double advance) {}
}
