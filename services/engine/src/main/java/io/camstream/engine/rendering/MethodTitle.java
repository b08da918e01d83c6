package io.camstream.engine.rendering;

import io.camstream.engine.method.CamMethods;
import io.camstream.engine.method.MethodDescription;

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
