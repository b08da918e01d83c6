package io.camstream.cli.run;

import java.time.Duration;
import java.util.List;

/**
 * Outcome of a run.
 *
 * @param batches sorted by name
 * @param explaining from the first image in the bucket to the last report, without starting servers
 */
public record RunOutcome(
    List<BatchResult> batches,
    BatchResult total,
    List<FailedImage> failures,
    Duration explaining) {}
