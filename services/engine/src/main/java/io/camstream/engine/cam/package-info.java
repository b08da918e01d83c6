/**
 * The CAM methods and their computation for a batch of images.
 *
 * <p>Entry points: {@link io.camstream.engine.cam.CamMethods} is the registry of methods; {@link
 * io.camstream.engine.cam.CamMethod} is implemented by each of them; {@link
 * io.camstream.engine.cam.MapComputation} runs the requested methods with one shared forward pass.
 * A new method is one class and one line in the registry.
 *
 * <p>Depends on {@code engine.convnext} for activations and gradients.
 */
package io.camstream.engine.cam;
