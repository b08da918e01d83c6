package io.camstream.worker.pipeline;

import io.camstream.engine.convnext.CheckpointIdentity;

/**
 * The model, and the runtime that it runs on.
 *
 * @param engine such as {@code PyTorch 2.7.1}
 * @param device such as {@code cpu} or {@code cuda:0}
 * @param precision such as {@code float32}
 */
public record ExplainerIdentity(
    CheckpointIdentity model, String engine, String device, String precision) {}
