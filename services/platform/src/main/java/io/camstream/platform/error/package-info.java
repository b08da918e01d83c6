/**
 * Errors that users read, quoting of untrusted text in messages, and the delay between retries.
 *
 * <p>Entry points: {@link io.camstream.platform.error.UserError} for a mistake that only the user
 * can correct; {@link io.camstream.platform.error.Quoted} for text from outside; {@link
 * io.camstream.platform.error.Backoff}.
 *
 * <p>Depends on nothing of ours.
 */
package io.camstream.platform.error;
