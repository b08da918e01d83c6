package io.camstream.ingest.bucket;

import java.util.Map;
import java.util.Optional;

/**
 * The table of a batch's true classes.
 *
 * @param etag version of the object that it was read from
 * @param labels by key within the batch
 */
record Manifest(String etag, Map<String, String> labels) {
  Manifest {
    labels = Map.copyOf(labels);
  }

  static Manifest none() {
    return new Manifest("", Map.of());
  }

  Optional<String> label(String file) {
    return Optional.ofNullable(labels.get(file));
  }
}
