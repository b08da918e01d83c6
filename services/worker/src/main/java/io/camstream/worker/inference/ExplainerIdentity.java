package io.camstream.worker.inference;

import io.camstream.engine.checkpoint.CheckpointIdentity;

/**
 * Which model explains, and on what.
 *
 * @param engine such as {@code PyTorch 2.7.1}
 * @param device such as {@code cpu} or {@code cuda:0}
 * @param precision such as {@code float32}
 */
public record ExplainerIdentity(
    CheckpointIdentity model, String engine, String device, String precision) {}
