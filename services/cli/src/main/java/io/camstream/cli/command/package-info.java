/**
 * The commands of {@code ./camstream}: options, help, messages and exit codes.
 *
 * <p>Entry point: {@link io.camstream.cli.command.CamStreamCommand}.
 *
 * <p>Depends on the other packages of {@code cli}, on {@code admin} and on the services.
 */
package io.camstream.cli.command;
