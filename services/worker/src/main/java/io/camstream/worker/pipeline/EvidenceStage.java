package io.camstream.worker.pipeline;

import io.camstream.engine.ImageEvidence;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.ImageResult;
import io.camstream.engine.ImageResult.Explained;
import io.camstream.worker.pipeline.ImageExplainer.AuditedImage;
import io.camstream.worker.pipeline.StagedPipeline.Decoded;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds evidence to the explanations of a batch that the sampler selects. A failed audit leaves the
 * explanations unchanged, so that it never makes an image fail.
 */
final class EvidenceStage {

  private static final Logger LOG = LoggerFactory.getLogger(EvidenceStage.class);

  private final ImageExplainer explainer;
  private final AuditSampler sampler;

  EvidenceStage(ImageExplainer explainer, AuditSampler sampler) {
    this.explainer = explainer;
    this.sampler = sampler;
  }

  List<ImageResult<ImageExplanation>> audited(
      List<Decoded> batch, List<ImageResult<ImageExplanation>> results) {
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

  private List<ImageResult<ImageExplanation>> withEvidence(
      List<ImageResult<ImageExplanation>> results, List<Integer> taken, List<AuditedImage> images) {
    List<ImageResult<ImageExplanation>> audited = new ArrayList<>(results);
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
