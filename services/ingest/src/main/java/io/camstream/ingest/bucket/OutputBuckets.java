package io.camstream.ingest.bucket;

import io.camstream.platform.error.UserError;
import io.camstream.platform.objectstore.StoreSettings;
import java.util.List;

/** Rejects settings with which the pipeline would explain its own output in an endless loop. */
public final class OutputBuckets {
  private static final List<String> EXPLANATIONS =
      List.of("batch/cell.png/0123456789ab/cell_gradcam.png", "cell.png/0123456789ab/cell_x.png");
  private static final List<String> REPORTS =
      List.of("batch/index.html", "batch/picture.png", "batch/pictures/cell.png");

  private OutputBuckets() {}

  /**
   * @throws UserError if outputs go to the bucket of the images and the patterns would select them
   */
  public static void refuseOwnOutputs(StoreSettings store, Selection selection) {
    if (store.explanationsBucket().equals(store.imagesBucket())) {
      refuse("explanations", EXPLANATIONS, selection);
    }
    if (store.reportsBucket().equals(store.imagesBucket())) {
      refuse("reports", REPORTS, selection);
    }
  }

  private static void refuse(String kind, List<String> examples, Selection selection) {
    examples.stream()
        .filter(selection::isSelected)
        .findFirst()
        .ifPresent(
            example -> {
              throw new UserError(
                  String.format(
                      "camstream.store.%s-bucket is the bucket of the images, so keys such as '%s'"
                          + " would be taken for new images. Name another bucket, or exclude such"
                          + " keys with camstream.ingest.exclude.",
                      kind, example));
            });
  }
}
