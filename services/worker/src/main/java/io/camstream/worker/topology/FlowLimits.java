package io.camstream.worker.topology;

import java.time.Duration;

/**
 * How many images are taken from the topic ahead of the engine.
 *
 * @param maxInFlight begun and without an outcome, over all partitions of a worker
 * @param lowWater in the pipeline, below which a commit is asked for so that it gets more
 * @param maxWaiting not begun, in the buffer of one partition
 * @param longestWait of a stream thread for room, between two commits and over all of its
 *     partitions; it holds the transaction open, so this is far below the transaction's timeout
 */
public record FlowLimits(int maxInFlight, int lowWater, int maxWaiting, Duration longestWait) {}
