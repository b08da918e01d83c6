package io.camstream.admin;

import io.camstream.platform.kafka.ImageKey;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The newest failure of each image of a bucket, and whether it has been republished. Memory grows
 * with the failures, not with the images. Failures must be read before references. Not thread-safe.
 */
final class FailureBook {
  /**
   * Header of a republished reference with the position of its failure record, so that no failure
   * is republished twice.
   */
  static final String REPLAY_OF = "camstream-replay-of";

  private final String bucket;
  private final RecordReader<Failure> failures;
  private final RecordReader<ImageReference> references;
  private final Map<String, Entry> newest = new HashMap<>();
  private final Set<String> putBack = new HashSet<>();

  private static final class Entry {
    private final String origin;
    private final Failure failure;
    private boolean overwritten;

    private Entry(String origin, Failure failure) {
      this.origin = origin;
      this.failure = failure;
    }
  }

  FailureBook(
      String bucket, RecordReader<Failure> failures, RecordReader<ImageReference> references) {
    this.bucket = bucket;
    this.failures = failures;
    this.references = references;
  }

  /** Adds a record of the failures topic. A tombstone deletes the earlier ones. */
  void addFailure(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null || !ImageKey.bucket(record.key()).equals(bucket)) {
      return;
    }
    if (record.value() == null) {
      newest.remove(record.key());
      return;
    }
    String origin = record.partition() + "-" + record.offset();
    failures
        .read(record)
        .ifPresent(failure -> newest.put(record.key(), new Entry(origin, failure)));
  }

  /** Adds a record of the images topic. */
  void addReference(ConsumerRecord<String, byte[]> record) {
    Header replayOf = record.headers().lastHeader(REPLAY_OF);
    if (replayOf != null && replayOf.value() != null) {
      putBack.add(new String(replayOf.value(), StandardCharsets.UTF_8));
    }
    Entry entry = record.key() == null ? null : newest.get(record.key());
    if (entry != null) {
      references
          .read(record)
          .filter(reference -> isNewer(reference, entry.failure.getReference()))
          .ifPresent(reference -> entry.overwritten = true);
    }
  }

  private static boolean isNewer(ImageReference reference, ImageReference failed) {
    return !reference.getEtag().equals(failed.getEtag())
        && reference.getDiscoveredAt().isAfter(failed.getDiscoveredAt());
  }

  /** References to republish now, and the numbers of the others by reason. */
  ReplayPlan plan(ReplayFilter filter) {
    List<ReplayPlan.PutBack> chosen = new ArrayList<>();
    long already = 0;
    long overwritten = 0;
    for (Map.Entry<String, Entry> image : newest.entrySet()) {
      Entry entry = image.getValue();
      if (!filter.matches(entry.failure)) {
        continue;
      }
      if (putBack.contains(entry.origin)) {
        already++;
      } else if (entry.overwritten || isNoReference(entry.failure)) {
        overwritten++;
      } else {
        chosen.add(
            new ReplayPlan.PutBack(image.getKey(), entry.origin, entry.failure.getReference()));
      }
    }
    return new ReplayPlan(List.copyOf(chosen), already, overwritten);
  }

  /** A failure of an unreadable record names no object version that could be fetched. */
  private static boolean isNoReference(Failure failure) {
    return failure.getReference().getEtag().isEmpty();
  }
}
