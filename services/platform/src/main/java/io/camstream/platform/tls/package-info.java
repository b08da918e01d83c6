/**
 * TLS material that users configure: key stores, trusted authorities, and readable errors for what
 * is wrong with them.
 *
 * <p>Entry points: {@link io.camstream.platform.tls.KeystoreFile}, {@link
 * io.camstream.platform.tls.TrustedAuthorities}, {@link io.camstream.platform.tls.TlsProblem}.
 *
 * <p>Depends on {@code platform.settings} and {@code platform.error}.
 */
package io.camstream.platform.tls;
