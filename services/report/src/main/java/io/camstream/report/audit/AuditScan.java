package io.camstream.report.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes the images of a batch one by one, and makes its findings. Keeps a bounded, stratified
 * sample, so that time and memory of the findings do not grow with the batch. Not thread-safe.
 */
public final class AuditScan {

  private static final int PER_CLASS = 200;
  private static final int CLASSES = 100;

  private final ClassSample sample = new ClassSample(PER_CLASS, CLASSES);
  private final CalibrationTally calibration = new CalibrationTally();
  private long images;

  /**
   * Adds an image.
   *
   * @param probabilities by class name
   */
  public void add(AuditedImage image, Map<String, Double> probabilities) {
    images++;
    sample.add(image);
    image
        .label()
        .ifPresent(
            label ->
                calibration.add(label, image.predictedClass(), image.confidence(), probabilities));
  }

  /**
   * The findings of all images so far.
   *
   * @param maps gives the map of the predicted class of an image in the sample; called once for
   *     each
   */
  public Findings findings(Function<AuditedImage, Optional<HeatGrid>> maps) {
    Map<String, List<AuditedImage>> byClass = sample.byClass();
    Map<String, HeatGrid> grids = new HashMap<>();
    byClass
        .values()
        .forEach(
            stratum ->
                stratum.forEach(
                    image -> maps.apply(image).ifPresent(grid -> grids.put(image.key(), grid))));
    return new BatchAudit(byClass, grids).findings(images, calibration.result());
  }
}
