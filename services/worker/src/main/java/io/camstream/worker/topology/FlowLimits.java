package io.camstream.worker.topology;

/**
 * How many images are taken from the topic ahead of the engine.
 *
 * @param maxInFlight begun and without an outcome, over all partitions of a worker
 * @param lowWater in the pipeline, below which a commit is asked for so that it gets more
 * @param maxWaiting not begun, in the buffer of one partition, before nothing more is read of it;
 *     what has been read by then still comes
 */
public record FlowLimits(int maxInFlight, int lowWater, int maxWaiting) {}
