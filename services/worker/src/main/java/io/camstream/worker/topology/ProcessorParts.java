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
 * @param maxWaiting images that may wait in the buffer of a partition before its stream thread is
 *     held back
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
    int lowWater,
    int maxWaiting) {}
