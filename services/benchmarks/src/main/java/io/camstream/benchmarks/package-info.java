/**
 * Speed of the engine, the pipeline and a Python peer, measured in rounds against goals: {@code
 * ./camstream bench}. Not shipped.
 *
 * <p>Entry point: {@link io.camstream.benchmarks.BenchMain}.
 *
 * <p>Depends on {@code cli} and on everything below it.
 */
package io.camstream.benchmarks;
