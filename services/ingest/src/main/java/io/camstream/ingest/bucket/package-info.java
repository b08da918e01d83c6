/**
 * What lies in the images bucket: which objects are images to explain, their batch, their label,
 * and notifications of new objects.
 *
 * <p>Entry points: {@link io.camstream.ingest.bucket.Selection} decides about an object; {@link
 * io.camstream.ingest.bucket.BatchLabels} reads manifests; {@link io.camstream.ingest.bucket.Hints}
 * queues bucket notifications.
 *
 * <p>Depends on {@code platform}.
 */
package io.camstream.ingest.bucket;
