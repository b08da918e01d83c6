package io.camstream.worker.pipeline;

import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.engine.artifact.RenderedArtifact;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.platform.objectstore.StoredObject;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads the artifacts of an image.
 *
 * <p>Keys and bytes are a pure function of the image and the settings, so a second upload after a
 * crash overwrites each object with the same bytes. An explanation is complete when its record is
 * on the topic: objects without a record belong to an image in flight. Thread-safe.
 */
public final class ArtifactPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(ArtifactPublisher.class);

  /** Prefix of short-lived probe objects, which test whether the store accepts writes. */
  private static final String PROBES = "camstream-probe/";

  private final ObjectStore store;
  private final StoreRetry retry;
  private final String bucket;

  /**
   * @param bucket that the artifacts are uploaded to
   */
  public ArtifactPublisher(ObjectStore store, StoreRetry retry, String bucket) {
    this.store = store;
    this.retry = retry;
    this.bucket = bucket;
  }

  /**
   * Uploads all artifacts, one after the other.
   *
   * @param names keys of the artifacts
   * @return the objects, in the same order
   * @throws ImageFailure if one of them can't be stored although the store is available
   * @throws StoreDeniedException if nothing can be stored until the user fixes it
   */
  List<Artifact> publish(ArtifactNames names, List<RenderedArtifact> files)
      throws ImageFailure, InterruptedException {
    List<Artifact> stored = new ArrayList<>();
    for (RenderedArtifact file : files) {
      stored.add(publish(names.path(file), file));
    }
    return stored;
  }

  /**
   * Deletes the artifacts of a failed image that this worker, or one that died before it sent the
   * record, has uploaded. The names must belong to this image only.
   *
   * @param names keys of the artifacts
   * @throws StoreDeniedException if nothing can be deleted until the user fixes it
   */
  void withdraw(ArtifactNames names) throws InterruptedException {
    String stem = names.folder() + "/" + names.fileName("");
    try {
      retry.call(
          () -> {
            // Nested folders belong to images whose keys start with this folder.
            try (Stream<StoredObject> files = store.list(bucket, stem)) {
              files
                  .filter(file -> file.key().indexOf('/', stem.length()) < 0)
                  .forEach(file -> store.delete(bucket, file.key()));
            }
            return stem;
          });
    } catch (StoreDeniedException e) {
      throw e;
    } catch (StoreException e) {
      LOG.warn("Files of a failed image stay in the bucket: {}", e.getMessage());
    }
  }

  private Artifact publish(String key, RenderedArtifact file)
      throws ImageFailure, InterruptedException {
    byte[] content = file.content();
    try {
      String etag = retry.call(() -> store.put(bucket, key, content, file.contentType()));
      return new Artifact(file.kind(), bucket, key, etag, (long) content.length);
    } catch (StoreDeniedException e) {
      throw e;
    } catch (StoreUnavailableException e) {
      requireRoom(content.length, e);
      throw new ImageFailure(Stage.STORE, e.code(), e.getMessage(), true, e);
    } catch (StoreException e) {
      throw new ImageFailure(Stage.STORE, e.code(), e.getMessage(), false, e);
    }
  }

  /**
   * Some stores answer with an internal error when their disk is full. So a probe object of the
   * same size is written before the failure is attributed to the image.
   *
   * @throws StoreDeniedException if that can't be stored either
   */
  private void requireRoom(int bytes, StoreUnavailableException failure)
      throws InterruptedException {
    String key = PROBES + UUID.randomUUID();
    try {
      retry.call(() -> store.put(bucket, key, new byte[bytes], "application/octet-stream"));
      retry.call(
          () -> {
            store.delete(bucket, key);
            return key;
          });
    } catch (StoreUnavailableException e) {
      throw new StoreDeniedException(
          failure.getMessage() + ". The store answers but takes nothing: is its disk full?", e);
    }
  }
}
