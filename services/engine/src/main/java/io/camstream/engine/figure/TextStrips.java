package io.camstream.engine.figure;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Texts that were drawn lately. Class names, notes and titles are the same for every image, and
 * filling the outlines of a figure's text takes longer than copying all its photographs.
 * Thread-safe.
 */
final class TextStrips {

  /** Of all that is kept: 8 MB. */
  private static final long MAX_BYTES = 1 << 23;

  private final Map<Key, TextStrip> strips = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /**
   * @param right part of a pixel by which the text starts right of a pixel's edge
   * @param down likewise below
   */
  record Key(String text, double right, double down, TextStyle style) {}

  TextStrip get(Key key, Supplier<TextStrip> drawn) {
    TextStrip known = find(key);
    if (known != null) {
      return known;
    }
    TextStrip strip = drawn.get();
    keep(key, strip);
    return strip;
  }

  private synchronized TextStrip find(Key key) {
    return strips.get(key);
  }

  private synchronized void keep(Key key, TextStrip strip) {
    TextStrip former = strips.put(key, strip);
    bytes += size(strip) - (former == null ? 0 : size(former));
    Iterator<TextStrip> oldest = strips.values().iterator();
    while (bytes > MAX_BYTES) {
      bytes -= size(oldest.next());
      oldest.remove();
    }
  }

  /** Also a text without ink takes memory. */
  private static long size(TextStrip strip) {
    return strip.pixels().length + 400L;
  }
}
