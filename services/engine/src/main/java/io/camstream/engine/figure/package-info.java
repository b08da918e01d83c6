/**
 * Drawing: heat maps over images, comparison and class grids, probability charts and tables.
 *
 * <p>Entry point: {@link io.camstream.engine.figure.FigurePainter}. {@link
 * io.camstream.engine.figure.HeatStyle} and {@link io.camstream.engine.figure.ColorMap} say how
 * heat is drawn.
 *
 * <p>Depends on {@code engine} for explanations and on {@code engine.png} for encoding.
 */
package io.camstream.engine.figure;
