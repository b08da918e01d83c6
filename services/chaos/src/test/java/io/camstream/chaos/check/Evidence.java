package io.camstream.chaos.check;

import java.util.List;

/**
 * All that the system has left behind, read from scratch while it is at rest.
 *
 * @param images what lies in the bucket of images
 * @param objects what lies in the bucket of explanations
 */
public record Evidence(
    TopicEvidence topics,
    List<ObjectVersionEvidence> images,
    List<StoredFile> objects,
    List<BatchReport> reports) {

  public Evidence {
    images = List.copyOf(images);
    objects = List.copyOf(objects);
    reports = List.copyOf(reports);
  }
}
