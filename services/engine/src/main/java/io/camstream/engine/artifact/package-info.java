/**
 * The files of one explained image: their names, their contents, and which of them are made.
 *
 * <p>Entry points: {@link io.camstream.engine.artifact.ArtifactRenderer} renders the files of an
 * {@link io.camstream.engine.artifact.ExplainedImage}; {@link
 * io.camstream.engine.artifact.ArtifactKind} lists them; {@link
 * io.camstream.engine.artifact.ArtifactNames} builds object keys that are safe whatever the image
 * is called.
 *
 * <p>Depends on {@code engine.figure} and {@code engine.quality}; no package of the engine depends
 * on it.
 */
package io.camstream.engine.artifact;
