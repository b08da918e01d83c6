package io.camstream.worker.pipeline;

/**
 * Identifies the worker in every record.
 *
 * @param name of this worker
 * @param version of this software
 */
public record WorkerIdentity(String name, String version) {}
