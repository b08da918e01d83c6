package io.camstream.ingest.bucket;

import java.util.Collections;
import java.util.HashMap;
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
    // Map.copyOf probes linearly, so names with equal hash codes would cost quadratic time.
    labels = Collections.unmodifiableMap(new HashMap<>(labels));
  }

  static Manifest none() {
    return new Manifest("", Map.of());
  }

  Optional<String> label(String file) {
    return Optional.ofNullable(labels.get(file));
  }
}
