/**
 * ConvNeXt and ConvNeXtV2: reading a Hugging Face checkpoint and running its network.
 *
 * <p>Entry points: {@link io.camstream.engine.convnext.Checkpoint} reads and validates a checkpoint
 * folder; {@link io.camstream.engine.convnext.ConvNext} holds the network in native memory; {@link
 * io.camstream.engine.convnext.ForwardPass} gives logits, activations and gradients of the layers
 * that a {@link io.camstream.engine.convnext.HookSpec} names. At the last block, gradients have a
 * closed form and need no backward pass.
 *
 * <p>Depends on {@code engine.image} for pixel values, and on DJL with PyTorch.
 */
package io.camstream.engine.convnext;
