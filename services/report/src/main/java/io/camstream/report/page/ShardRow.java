package io.camstream.report.page;

import io.camstream.schemas.ClassActivationMap;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ReportRow;
import java.util.List;
import java.util.Optional;

/**
 * A row as it goes into a shard.
 *
 * @param key bucket and key of the image, {@code bucket/key}
 * @param row explained or failed; empty: the image has no result any more
 * @param overrides whether an earlier shard may have a row of this key
 * @param maps with their values
 */
public record ShardRow(
    String key,
    Optional<ReportRow> row,
    boolean overrides,
    List<ClassActivationMap> maps,
    Optional<Thumbnail> thumbnail) {

  public ShardRow {
    maps = List.copyOf(maps);
  }

  /** A row that takes an earlier one of its key out of the report. */
  public static ShardRow gone(String key) {
    return new ShardRow(key, Optional.empty(), true, List.of(), Optional.empty());
  }

  /** Null where it is not explained. */
  Explanation explanation() {
    return row.map(ReportRow::getExplanation).orElse(null);
  }

  /** Null where it has not failed. */
  Failure failure() {
    return explanation() != null ? null : row.map(ReportRow::getFailure).orElse(null);
  }

  Optional<String> label() {
    return row.map(known -> known.getReference().getLabel()).filter(label -> !label.isBlank());
  }
}
