/**
 * The whole pipeline with embedded servers: {@code demo}, {@code run} and {@code standalone}. All
 * services run in this process.
 *
 * <p>Entry points: {@link io.camstream.cli.run.PipelineRun} explains a folder and ends; {@link
 * io.camstream.cli.run.StandaloneSystem} keeps running.
 *
 * <p>Depends on {@code embedded}, on the services and on {@code cli.terminal}.
 */
package io.camstream.cli.run;
