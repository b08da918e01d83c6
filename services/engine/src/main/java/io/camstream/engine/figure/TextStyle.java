package io.camstream.engine.figure;

import java.awt.Color;

/**
 * How text looks.
 *
 * @param size pixels per em
 */
record TextStyle(double size, boolean bold, Color color) {

  static final TextStyle HEADLINE = new TextStyle(18, true, Palette.INK);
  static final TextStyle HEADLINE_VALUE = new TextStyle(18, false, Palette.INK);
  static final TextStyle TITLE = new TextStyle(13, true, Palette.INK);
  static final TextStyle BODY = new TextStyle(13, false, Palette.INK);
  static final TextStyle SMALL = new TextStyle(11, false, Palette.MUTED);
}
