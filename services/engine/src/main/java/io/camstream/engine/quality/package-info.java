/**
 * How far maps can be trusted: where their heat lies, whether methods agree, and the evaluation of
 * methods on a model.
 *
 * <p>Entry points: {@link io.camstream.engine.quality.FocusReport} measures one explanation; {@link
 * io.camstream.engine.quality.Evaluator} compares methods on a set of images (deletion, insertion,
 * randomisation, pointing game).
 *
 * <p>Depends on {@code engine} and, for the table of an evaluation, on {@code engine.figure}.
 */
package io.camstream.engine.quality;
