/**
 * Operations on a running system: replay failures, reset a batch, follow results, check settings
 * and connections.
 *
 * <p>Entry points: {@link io.camstream.admin.Replay}, {@link io.camstream.admin.Reset}, {@link
 * io.camstream.admin.ResultsReader}, {@link io.camstream.admin.Doctor}.
 *
 * <p>Depends on the services for their settings, and on {@code platform}.
 */
package io.camstream.admin;
