/**
 * Compares the results of two runs over the same images: {@code compare}.
 *
 * <p>Entry points: {@link io.camstream.cli.compare.ResultsFolder} reads what a run has written;
 * {@link io.camstream.cli.compare.Comparison} compares two of them; {@link
 * io.camstream.cli.compare.ComparisonPage} shows the result.
 *
 * <p>Depends on {@code engine.quality} for rank correlations.
 */
package io.camstream.cli.compare;
