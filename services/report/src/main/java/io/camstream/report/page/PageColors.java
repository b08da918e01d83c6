package io.camstream.report.page;

import java.util.Locale;

/** Colours of maps that the page knows, as matplotlib and OpenCV have them. */
public enum PageColors {
  INFERNO,
  VIRIDIS,
  TURBO,
  JET;

  /** As the page writes it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
