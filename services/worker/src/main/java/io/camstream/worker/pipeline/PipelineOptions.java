package io.camstream.worker.pipeline;

import java.time.Duration;

/**
 * How much the pipeline does at once.
 *
 * @param fetchThreads fetch and decode
 * @param inferenceThreads batches that the engine explains at once
 * @param uploadThreads render and store
 * @param processors that inference and rendering share
 * @param processorsOfBatch of them for a batch; 0 where another device computes
 * @param batchSize images of a batch at most
 * @param batchLinger longest time that an image waits for its batch to fill
 * @param fileBytes of files that are fetched and not decoded, at most
 * @param memoryBytes of decoded images at most, over all stages
 */
public record PipelineOptions(
    int fetchThreads,
    int inferenceThreads,
    int uploadThreads,
    int processors,
    int processorsOfBatch,
    int batchSize,
    Duration batchLinger,
    long fileBytes,
    long memoryBytes) {}
