package io.camstream.platform.kafka;

import io.camstream.platform.kafka.Topic.Cleanup;
import io.camstream.schemas.BatchFindings;
import io.camstream.schemas.DiscoveredObject;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of one system. */
public final class Topics {
  /** Largest record. An explanation of 1000 classes with ten methods fits. */
  public static final int MAX_RECORD_BYTES = 8 << 20;

  /**
   * Small, since the changelog is read from its start whenever a partition is reassigned, and
   * compaction does not touch the active segment.
   */
  private static final int CHANGELOG_SEGMENT_BYTES = 4 << 20;

  private final String prefix;

  /**
   * @param prefix of every name: {@code camstream} results in {@code camstream.images} and so on
   */
  public Topics(String prefix) {
    this.prefix = prefix;
  }

  /** References to the images to explain. */
  public Topic<ImageReference> images() {
    return new Topic<>(prefix + ".images", ImageReference.class, Cleanup.DELETE);
  }

  /** The explanations, which are the results of the pipeline. */
  public Topic<Explanation> explanations() {
    return new Topic<>(prefix + ".explanations", Explanation.class, Cleanup.DELETE);
  }

  /** Dead letters: failures of images that have no explanation. */
  public Topic<Failure> failures() {
    return new Topic<>(prefix + ".failures", Failure.class, Cleanup.DELETE);
  }

  /** Ingest's checkpoint. It has one partition, and its owner is the leader of the listers. */
  public Topic<DiscoveredObject> discovered() {
    return new Topic<>(prefix + ".discovered", DiscoveredObject.class, Cleanup.COMPACT);
  }

  /** What the audits of batches have found. Keys are names of batches. */
  public Topic<BatchFindings> findings() {
    return new Topic<>(prefix + ".findings", BatchFindings.class, Cleanup.COMPACT);
  }

  /**
   * Changelog of the images in flight at workers; it has as many partitions as the images topic.
   */
  public Changelog pendingImages() {
    return new Changelog(
        prefix + "-worker",
        "pending-images",
        Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG,
            Integer.toString(CHANGELOG_SEGMENT_BYTES),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.1"));
  }

  /** Topics read by other services, which excludes the internal changelogs. */
  public List<Topic<?>> all() {
    return List.of(images(), explanations(), failures(), discovered(), findings());
  }
}
