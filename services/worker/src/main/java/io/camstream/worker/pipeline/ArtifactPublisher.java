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
 * Stores the files of an image.
 *
 * <p>Keys and bytes are a pure function of the image and the settings, so storing them again after
 * a crash replaces each object by itself. An explanation counts only once its record is on the
 * topic: what lies in the bucket without one is of an image that is being done. Thread-safe.
 */
public final class ArtifactPublisher {

  private static final Logger log = LoggerFactory.getLogger(ArtifactPublisher.class);

  /** Objects that exist for a moment only, to see whether the store takes any. */
  private static final String PROBES = "camstream-probe/";

  private final ObjectStore store;
  private final StoreRetry retry;
  private final String bucket;

  /**
   * @param bucket where the files go
   */
  public ArtifactPublisher(ObjectStore store, StoreRetry retry, String bucket) {
    this.store = store;
    this.retry = retry;
    this.bucket = bucket;
  }

  /**
   * Stores all files, one after the other.
   *
   * @param names say where
   * @return what was stored, in the same order
   * @throws ImageFailure if one of them can't be stored though the store is up
   * @throws StoreDeniedException if nothing can be stored until the user mends it
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
   * Deletes what was stored of an image that has failed, by this worker or by one that died before
   * it could say so. Nothing else may lie at these names.
   *
   * @param names say where
   * @throws StoreDeniedException if nothing can be deleted until the user mends it
   */
  void withdraw(ArtifactNames names) throws InterruptedException {
    String stem = names.folder() + "/" + names.fileName("");
    try {
      retry.call(
          () -> {
            // Deeper down are the files of images whose keys begin with this folder.
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
      log.warn("Files of a failed image stay in the bucket: {}", e.getMessage());
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
   * Some stores answer that something inside them failed when their disk is full. So an object of
   * the same size and of no image's name is tried, before an image is blamed.
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
