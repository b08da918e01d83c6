package io.camstream.cli.run;

/**
 * An image without an explanation, and why.
 *
 * @param code stable, such as {@code UNREADABLE_IMAGE}
 * @param message for people; hostile text, as the key
 */
public record FailedImage(String key, String code, String message) {}
