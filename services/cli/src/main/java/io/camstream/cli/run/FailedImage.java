package io.camstream.cli.run;

/**
 * An image that failed.
 *
 * @param code stable, such as {@code UNREADABLE_IMAGE}
 * @param message for users; untrusted text, as the key is
 */
public record FailedImage(String key, String code, String message) {}
