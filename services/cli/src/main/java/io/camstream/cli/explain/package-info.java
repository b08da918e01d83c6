/**
 * The engine without Kafka: {@code explain} for files and {@code evaluate} for methods.
 *
 * <p>Entry points: {@link io.camstream.cli.explain.ExplainRun}, {@link
 * io.camstream.cli.explain.EvaluationFolder}.
 *
 * <p>Depends on {@code engine} and {@code cli.terminal}.
 */
package io.camstream.cli.explain;
