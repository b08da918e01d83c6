package io.camstream.chaos.evidence;

/**
 * A record of the images topic: a version that was to be explained, and the batch that it is in.
 */
public record Published(Version version, String batch, Place place) {}
