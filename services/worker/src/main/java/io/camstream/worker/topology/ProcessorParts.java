package io.camstream.worker.topology;

import io.camstream.worker.pipeline.ExplanationPipeline;
import io.camstream.worker.pipeline.FailureRecords;
import java.util.function.BooleanSupplier;

/**
 * Objects that the processors of all partitions share.
 *
 * @param leaving whether the worker is shutting down, so that no image is started
 * @param lowWater number of images in the pipeline below which a commit is requested
 * @param full the partitions whose buffers are full
 * @param maxWaiting waiting images at which the buffer of a partition is full
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
