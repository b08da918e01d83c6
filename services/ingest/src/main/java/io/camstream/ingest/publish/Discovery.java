package io.camstream.ingest.publish;

import io.camstream.ingest.bucket.Batch;
import io.camstream.ingest.bucket.ImageTypes;
import io.camstream.platform.objectstore.StoredObject;
import io.camstream.schemas.DiscoveredObject;
import io.camstream.schemas.DiscoverySource;
import io.camstream.schemas.ImageReference;
import java.time.Instant;
import java.util.Optional;

/**
 * A version of an object that is to be published.
 *
 * @param label true class, where it is known
 * @param source how it was found
 */
public record Discovery(
    StoredObject object, Optional<String> label, Instant discoveredAt, DiscoverySource source) {

  /** The record for the workers. */
  public ImageReference reference() {
    return ImageReference.newBuilder()
        .setBucket(object.bucket())
        .setKey(object.key())
        .setVersionId(object.versionId().orElse(null))
        .setEtag(object.etag())
        .setSize(object.size())
        .setContentType(object.contentType().or(() -> ImageTypes.ofKey(object.key())).orElse(null))
        .setLastModified(object.lastModified())
        .setDiscoveredAt(discoveredAt)
        .setBatch(Batch.of(object.key()).name())
        .setSource(source)
        .setLabel(label.orElse(null))
        .build();
  }

  /** The checkpoint record, which prevents publishing it again. */
  public DiscoveredObject checkpoint() {
    return DiscoveredObject.newBuilder()
        .setBucket(object.bucket())
        .setKey(object.key())
        .setVersionId(object.versionId().orElse(null))
        .setEtag(object.etag())
        .setSize(object.size())
        .setLastModified(object.lastModified())
        .setDiscoveredAt(discoveredAt)
        .build();
  }
}
