package io.camstream.worker.topology;

import io.camstream.worker.pipeline.ExplanationPipeline;
import io.camstream.worker.pipeline.FailureRecords;
import java.util.function.BooleanSupplier;

/**
 * What the processors of all partitions share.
 *
 * @param leaving whether the worker is about to stop, so that no image is begun any more
 * @param lowWater images in the pipeline below which a commit is asked for, so that it does not run
 *     dry
 * @param full where a partition is noted while its buffer is full
 * @param maxWaiting images in the buffer of a partition that wait, for it to be full
 */
record ProcessorParts(
    ReferenceReader reader,
    ExplanationPipeline pipeline,
    InFlightLimit limit,
    CommitCycles cycles,
    Attempts attempts,
    BooleanSupplier leaving,
    FailureRecords failures,
    TopologyMetrics metrics,
    FullBuffers full,
    int lowWater,
    int maxWaiting) {}
