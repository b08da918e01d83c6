package io.camstream.report.page;

import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.ReportRow;
import java.util.List;
import java.util.Optional;

/**
 * One image of the gallery.
 *
 * @param row explained
 * @param maps with their values; empty if there are none
 * @param thumbnail empty if there is no picture of the image
 */
public record GalleryImage(
    ReportRow row, List<ClassActivationMap> maps, Optional<Thumbnail> thumbnail) {

  public GalleryImage {
    maps = List.copyOf(maps);
  }
}
