package io.camstream.worker.topology;

/**
 * Limits on the images that are consumed ahead of the engine.
 *
 * @param maxInFlight images in flight, over all partitions of a worker
 * @param lowWater number of images in the pipeline below which a commit is requested, to get more
 * @param maxWaiting waiting images in the buffer of a partition at which the partition is paused;
 *     records that are already fetched still arrive
 */
public record FlowLimits(int maxInFlight, int lowWater, int maxWaiting) {}
