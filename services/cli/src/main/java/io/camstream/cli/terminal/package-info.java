/**
 * Output on a terminal: progress, tables, and plain lines where there is no terminal.
 *
 * <p>Entry point: {@link io.camstream.cli.terminal.Terminal}.
 *
 * <p>Depends on nothing of ours.
 */
package io.camstream.cli.terminal;
