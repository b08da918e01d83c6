package io.camstream.chaos.check;

/**
 * A record of the images topic: a version that was to be explained, and the batch that it is in.
 */
public record Published(ObjectVersionEvidence version, String batch, Place place) {}
