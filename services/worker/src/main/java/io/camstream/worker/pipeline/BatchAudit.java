package io.camstream.worker.pipeline;

import io.camstream.engine.BatchResult;
import io.camstream.engine.BatchResult.Explained;
import io.camstream.engine.ImageEvidence;
import io.camstream.engine.ImageExplanation;
import io.camstream.worker.pipeline.ImageExplainer.AuditedImage;
import io.camstream.worker.pipeline.StagedPipeline.Decoded;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds evidence to those explanations of a batch that the sampler takes. An audit that fails leaves
 * the explanations as they are: an image is not a failure because its audit is.
 */
final class BatchAudit {

  private static final Logger LOG = LoggerFactory.getLogger(BatchAudit.class);

  private final ImageExplainer explainer;
  private final AuditSampler sampler;

  BatchAudit(ImageExplainer explainer, AuditSampler sampler) {
    this.explainer = explainer;
    this.sampler = sampler;
  }

  List<BatchResult<ImageExplanation>> audited(
      List<Decoded> batch, List<BatchResult<ImageExplanation>> results) {
    List<Integer> taken = new ArrayList<>();
    List<AuditedImage> images = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof Explained<ImageExplanation> explained) {
        var reference = batch.get(i).job().reference();
        String predicted = explained.explanation().prediction().predictedClass();
        if (sampler.takes(reference.getBatch(), predicted, reference.getEtag())) {
          taken.add(i);
          images.add(
              new AuditedImage(
                  batch.get(i).image(),
                  explained.explanation(),
                  sampler.takesShift(reference.getEtag())));
        }
      }
    }
    return images.isEmpty() ? results : withEvidence(results, taken, images);
  }

  private List<BatchResult<ImageExplanation>> withEvidence(
      List<BatchResult<ImageExplanation>> results,
      List<Integer> taken,
      List<AuditedImage> images) {
    List<BatchResult<ImageExplanation>> audited = new ArrayList<>(results);
    long start = System.nanoTime();
    try {
      List<ImageEvidence> evidence = explainer.audit(images);
      double millis = (System.nanoTime() - start) / 1e6 / images.size();
      for (int n = 0; n < evidence.size(); n++) {
        var explained = (Explained<ImageExplanation>) results.get(taken.get(n));
        audited.set(
            taken.get(n),
            new Explained<>(
                explained.explanation().withEvidence(evidence.get(n)),
                explained.batchSize(),
                explained.millis() + millis));
      }
      return audited;
    } catch (OutOfMemoryError | RuntimeException e) {
      LOG.warn("{} images are not audited: {}", images.size(), e.toString());
      LOG.debug("Why the audit failed", e);
      return results;
    }
  }
}
