/**
 * The entry point of the command line.
 *
 * <p>Entry point: {@link io.camstream.cli.Main}.
 *
 * <p>Depends on {@code cli.command}.
 */
package io.camstream.cli;
