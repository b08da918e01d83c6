package io.camstream.engine.figure;

import io.camstream.engine.cam.CamMethods;
import io.camstream.engine.cam.MethodDescription;

/** What people call methods. */
public final class MethodTitle {

  private MethodTitle() {}

  /** As in papers, such as {@code Grad-CAM++}; the id itself where it is none of ours. */
  public static String of(String method) {
    return CamMethods.descriptions().stream()
        .filter(description -> description.id().equals(method))
        .map(MethodDescription::title)
        .findFirst()
        .orElseGet(() -> DisplayText.clean(method));
  }
}
