package io.camstream.worker.pipeline;

import io.camstream.engine.EngineFacts;
import io.camstream.engine.ImageEvidence;
import io.camstream.engine.ImageExplanation;
import io.camstream.engine.InferenceException;
import io.camstream.engine.image.UnreadableImageException;
import java.util.List;
import java.util.Optional;

/**
 * The engine, as the pipeline uses it. One serves a whole JVM.
 *
 * <p>Thread-safe: images are decoded by several threads while batches are explained by others.
 */
public interface ImageExplainer extends AutoCloseable {

  /** The model and the runtime. */
  ExplainerIdentity identity();

  /** Facts that the fastest setting depends on. The default knows the number of processors only. */
  default EngineFacts facts() {
    return new EngineFacts(Runtime.getRuntime().availableProcessors(), Long.MAX_VALUE, 1);
  }

  /** A synthetic image for the warm-up; empty if the first image costs no more than others. */
  default Optional<DecodedImage> sample() {
    return Optional.empty();
  }

  /**
   * Estimates the memory of the decoded image from the header.
   *
   * @param file all bytes of the file; untrusted input
   * @return bytes
   * @throws UnreadableImageException if the image can't be read, or is too large
   */
  long memoryNeeded(byte[] file) throws UnreadableImageException;

  /**
   * Decodes an image and computes the model input.
   *
   * @param file all bytes of the file; untrusted input
   * @throws UnreadableImageException if the image can't be read, or is too large
   */
  DecodedImage decode(byte[] file) throws UnreadableImageException;

  /**
   * Explains a batch in one forward pass.
   *
   * @param images at least one
   * @return one explanation for each image, in their order
   * @throws InferenceException if the batch, or one image in it, can't be explained
   */
  List<ImageExplanation> explain(List<DecodedImage> images);

  /**
   * Collects the evidence of explained images for an audit, by asking the model again.
   *
   * @param images at least one
   * @return the evidence of each image, in their order; nothing from an engine without an audit
   * @throws InferenceException if the model can't answer
   */
  default List<ImageEvidence> audit(List<AuditedImage> images) {
    return List.of();
  }

  /** An explained image; {@code shifted} asks for the map of the shifted image, too. */
  record AuditedImage(DecodedImage image, ImageExplanation explanation, boolean shifted) {}

  /** Frees the model's memory. No call may be running. */
  @Override
  void close();
}
