package io.camstream.engine.figure;

import java.awt.Color;

/** The few colours of everything that is not a heat map. */
final class Palette {

  static final Color INK = new Color(0x1c1c1c);
  static final Color MUTED = new Color(0x666666);
  static final Color HAIRLINE = new Color(0xdddddd);
  static final Color ACCENT = new Color(0x2b6c99);
  static final Color QUIET_BAR = new Color(0xc5cdd4);
  static final Color TRACK = new Color(0xf1f3f5);
  static final Color VEIL = new Color(255, 255, 255, 176);

  private Palette() {}
}
