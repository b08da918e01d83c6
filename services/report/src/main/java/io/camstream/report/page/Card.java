package io.camstream.report.page;

import io.camstream.report.topology.ImageFacts;
import io.camstream.report.topology.LabelMatch;
import io.camstream.schemas.Prediction;
import java.util.Locale;

/**
 * One image of the gallery, for the template.
 *
 * @param label null if there is none
 * @param verdict {@code correct}, {@code misclassified} or {@code unlabelled}
 * @param confidence 0..1
 * @param picture data URI; null if there is no picture
 */
public record Card(
    String name,
    String key,
    String predicted,
    String label,
    String verdict,
    double confidence,
    String picture,
    int pictureWidth,
    int pictureHeight) {

  static Card of(GalleryImage image) {
    Prediction prediction = image.row().getExplanation().getPrediction();
    return new Card(
        ImageFacts.name(image.row().getReference()),
        image.row().getReference().getBucket() + "/" + image.row().getReference().getKey(),
        prediction.getPredictedClass(),
        ImageFacts.label(image.row().getReference()).orElse(null),
        LabelMatch.of(image.row()).name().toLowerCase(Locale.ROOT),
        prediction.getConfidence(),
        image.thumbnail().map(Thumbnail::dataUri).orElse(null),
        image.thumbnail().map(Thumbnail::width).orElse(0),
        image.thumbnail().map(Thumbnail::height).orElse(0));
  }
}
