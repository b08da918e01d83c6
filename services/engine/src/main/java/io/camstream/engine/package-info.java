/**
 * The public API of the engine: predictions and class-activation maps of a ConvNeXt checkpoint.
 *
 * <p>Entry points: {@link io.camstream.engine.Explainer} opens a checkpoint and explains images;
 * {@link io.camstream.engine.ExplanationOptions} selects methods, classes and layers; {@link
 * io.camstream.engine.ImageExplanation} holds the prediction and the raw maps; {@link
 * io.camstream.engine.FinalMaps} turns raw maps into heat maps of 0..1 at the size of the model's
 * input.
 *
 * <p>Depends on {@code engine.image}, {@code engine.convnext} and {@code engine.cam}. The packages
 * {@code figure}, {@code quality} and {@code artifact} build on it.
 */
package io.camstream.engine;
