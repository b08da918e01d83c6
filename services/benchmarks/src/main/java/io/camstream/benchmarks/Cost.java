package io.camstream.benchmarks;

/**
 * What a measurement cost.
 *
 * @param images how many were worked on
 * @param wallMillis from one image to the next
 * @param cpuMillis processor time of one image, over all threads
 */
public record Cost(long images, double wallMillis, double cpuMillis) {}
