package io.camstream.worker.topology;

import io.camstream.worker.pipeline.ExplanationPipeline;
import io.camstream.worker.pipeline.FailureRecords;

/**
 * What the processors of all partitions share.
 *
 * @param lowWater images in the pipeline below which a commit is asked for, so that it does not run
 *     dry
 * @param maxWaiting images that may wait in the buffer of a partition before its stream thread is
 *     held back
 */
record ProcessorParts(
    ReferenceReader reader,
    ExplanationPipeline pipeline,
    InFlightLimit limit,
    CommitCycles cycles,
    FailureRecords failures,
    TopologyMetrics metrics,
    int lowWater,
    int maxWaiting) {}
