package io.camstream.report.tables;

import io.camstream.report.tables.BatchSummary.FailureKind;
import io.camstream.schemas.Failure;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts failures by stage and code. */
final class FailureTally {

  private record Key(String stage, String code, boolean retriable) {}

  private record Kind(long images, String example) {}

  private final Map<Key, Kind> kinds = new LinkedHashMap<>();

  void add(Failure failure) {
    kinds.merge(
        new Key(failure.getStage().name(), failure.getCode(), failure.getRetriable()),
        new Kind(1, failure.getMessage()),
        (known, one) -> new Kind(known.images() + 1, known.example()));
  }

  /** Most frequent first. */
  List<FailureKind> kinds() {
    return kinds.entrySet().stream()
        .map(entry -> kind(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(FailureKind::images).reversed())
        .toList();
  }

  private static FailureKind kind(Key key, Kind kind) {
    return new FailureKind(key.stage(), key.code(), key.retriable(), kind.images(), kind.example());
  }
}
