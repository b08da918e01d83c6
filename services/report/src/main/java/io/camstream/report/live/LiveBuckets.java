package io.camstream.report.live;

/** Names of the buckets that pages show and fill. */
public record LiveBuckets(String images, String explanations, String reports) {}
