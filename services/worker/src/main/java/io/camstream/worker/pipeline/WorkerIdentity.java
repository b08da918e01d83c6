package io.camstream.worker.pipeline;

/**
 * Who does the work; stands in every record.
 *
 * @param name of this worker, for people
 * @param version of this software
 */
public record WorkerIdentity(String name, String version) {}
