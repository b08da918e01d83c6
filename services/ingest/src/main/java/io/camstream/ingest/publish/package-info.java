/**
 * Listing the bucket and publishing each new object version exactly once.
 *
 * <p>Entry points: {@link io.camstream.ingest.publish.BucketListing} compares a listing with {@link
 * io.camstream.ingest.publish.PublishedVersions}; {@link
 * io.camstream.ingest.publish.TransactionalPublisher} writes references and the checkpoint in one
 * transaction; {@link io.camstream.ingest.publish.Election} elects the one leader that may publish.
 *
 * <p>Depends on {@code ingest.bucket} and {@code platform}.
 */
package io.camstream.ingest.publish;
