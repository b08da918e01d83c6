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
  /** Largest record: an explanation of a thousand classes by ten methods. */
  public static final int MAX_RECORD_BYTES = 8 << 20;

  /**
   * The changelog is read from its start whenever a partition changes hands, and compaction leaves
   * the newest segment alone; so segments are small.
   */
  private static final int CHANGELOG_SEGMENT_BYTES = 4 << 20;

  private final String prefix;

  /**
   * @param prefix begins every name: {@code camstream} gives {@code camstream.images} and so on
   */
  public Topics(String prefix) {
    this.prefix = prefix;
  }

  /** What is to be explained. */
  public Topic<ImageReference> images() {
    return new Topic<>(prefix + ".images", ImageReference.class, Cleanup.DELETE);
  }

  /** The results. */
  public Topic<Explanation> explanations() {
    return new Topic<>(prefix + ".explanations", Explanation.class, Cleanup.DELETE);
  }

  /** Why an image has no result. */
  public Topic<Failure> failures() {
    return new Topic<>(prefix + ".failures", Failure.class, Cleanup.DELETE);
  }

  /** Ingest's checkpoint. It has one partition, whose owner is the one active lister. */
  public Topic<DiscoveredObject> discovered() {
    return new Topic<>(prefix + ".discovered", DiscoveredObject.class, Cleanup.COMPACT);
  }

  /** What the audits of batches have found. Keys are names of batches. */
  public Topic<BatchFindings> findings() {
    return new Topic<>(prefix + ".findings", BatchFindings.class, Cleanup.COMPACT);
  }

  /** Images that workers have taken and not finished, with as many partitions as the images. */
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

  /** Those with records for others than their writers. */
  public List<Topic<?>> all() {
    return List.of(images(), explanations(), failures(), discovered(), findings());
  }
}
