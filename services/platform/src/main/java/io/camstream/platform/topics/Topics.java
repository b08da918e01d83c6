package io.camstream.platform.topics;

import io.camstream.platform.topics.Topic.Cleanup;
import io.camstream.schemas.DiscoveredObject;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import java.util.List;

/** The topics of one system. */
public final class Topics {
  /** Largest record: an explanation of a thousand classes by ten methods. */
  public static final int MAX_RECORD_BYTES = 8 << 20;

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

  public List<Topic<?>> all() {
    return List.of(images(), explanations(), failures(), discovered());
  }
}
