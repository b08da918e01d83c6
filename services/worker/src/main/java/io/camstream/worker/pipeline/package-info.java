/**
 * The stages of one image: fetch and decode, batched inference, rendering, upload.
 *
 * <p>Entry points: {@link io.camstream.worker.pipeline.ExplanationPipeline} is the interface that
 * the topology uses; {@link io.camstream.worker.pipeline.StagedPipeline} implements it on bounded,
 * named thread pools; {@link io.camstream.worker.pipeline.ImageExplainer} is the engine behind it.
 *
 * <p>Depends on {@code engine} and {@code platform}; not on Kafka Streams.
 */
package io.camstream.worker.pipeline;
