package io.camstream.worker.topology;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The partitions of the images topic whose buffers are full. Thread-safe. */
final class FullBuffers {

  private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();

  void note(int partition, boolean full) {
    if (full) {
      partitions.add(partition);
    } else {
      partitions.remove(partition);
    }
  }

  boolean contains(int partition) {
    return partitions.contains(partition);
  }
}
