package io.camstream.report.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How serious a finding is. */
public enum Level {
  /** No rule that could be applied found anything. It does not say that the model is sound. */
  NOTHING_FOUND,
  /** Something differs from what is usual; a person should look at the images. */
  LOOK_HERE,
  /**
   * The decision depends on what is not the object: a test against the rate of sound models rejects
   * chance, and at least half of the images are affected.
   */
  LIKELY_SHORTCUT;

  /** Such as {@code likely-shortcut}: in JSON, in records and in options. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
