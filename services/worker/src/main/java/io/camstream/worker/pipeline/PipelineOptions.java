package io.camstream.worker.pipeline;

import java.time.Duration;

/**
 * Concurrency and memory limits of the pipeline.
 *
 * @param fetchThreads threads that fetch and decode
 * @param inferenceThreads threads that call the engine, one batch each
 * @param uploadThreads threads that render and upload
 * @param processors that inference and rendering share
 * @param processorsOfBatch processors that a batch uses; 0 on a GPU
 * @param batchSize images of a batch at most
 * @param batchLinger longest time that an image waits for its batch to fill
 * @param fileBytes limit on fetched files that are not decoded yet
 * @param memoryBytes limit on decoded images, over all stages
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
