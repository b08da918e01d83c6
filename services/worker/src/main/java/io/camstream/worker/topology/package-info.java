/**
 * The Kafka Streams topology of the worker: a durable buffer of references, back-pressure,
 * attempts, and results in one transaction with the offsets.
 *
 * <p>Entry points: {@link io.camstream.worker.topology.ExplanationTopology} builds it; {@link
 * io.camstream.worker.topology.ExplanationProcessor} is its processor.
 *
 * <p>Depends on {@code worker.pipeline} and {@code platform.kafka}.
 */
package io.camstream.worker.topology;
