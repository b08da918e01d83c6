package io.camstream.report.service;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ObjectVersion;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.objectstore.StoreUnavailableException;
import io.camstream.report.page.Thumbnail;
import io.camstream.report.page.ThumbnailMaker;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.Explanation;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thumbnails of the {@code original} artifacts in the object store. Recent ones are cached, since a
 * page is written many times while its batch grows. Thread-safe.
 */
final class Thumbnails {

  private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);
  private static final String ORIGINAL = "original";
  private static final long MOST_BYTES_REMEMBERED = 32L << 20;
  private static final long MOST_BYTES_READ = 64L << 20;

  // Time until a picture that could not be read is retried.
  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(30);
  private static final int WEIGHT_OF_ENTRY = 500;

  private final ObjectStore store;
  private final ThumbnailMaker maker;
  private final Cache<ObjectVersion, Optional<Thumbnail>> remembered =
      CacheBuilder.newBuilder()
          .maximumWeight(MOST_BYTES_REMEMBERED)
          .weigher(Thumbnails::weight)
          .expireAfterWrite(REMEMBERED_FOR)
          .build();

  /**
   * @param longestSide pixels of a thumbnail's longer side
   */
  Thumbnails(ObjectStore store, int longestSide) {
    this.store = store;
    this.maker = new ThumbnailMaker(longestSide);
  }

  /**
   * The thumbnail; empty if the worker stored no original or it can't be decoded.
   *
   * @throws io.camstream.platform.objectstore.StoreUnavailableException if the store does not
   *     answer
   */
  Optional<Thumbnail> of(Explanation explanation) {
    return explanation.getArtifacts().stream()
        .filter(artifact -> artifact.getKind().equals(ORIGINAL))
        .findFirst()
        .flatMap(this::of);
  }

  private Optional<Thumbnail> of(Artifact original) {
    ObjectVersion version =
        new ObjectVersion(
            original.getBucket(), original.getKey(), Optional.empty(), original.getEtag());
    Optional<Thumbnail> known = remembered.getIfPresent(version);
    if (known != null) {
      return known;
    }
    Optional<Thumbnail> made = make(version);
    remembered.put(version, made);
    return made;
  }

  // The page shows an image without its picture, since the other data is still valid.
  private Optional<Thumbnail> make(ObjectVersion original) {
    try {
      return Optional.of(maker.make(store.get(original, MOST_BYTES_READ).bytes()));
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (StoreException | IOException e) {
      LOG.debug("An image is shown without its picture: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static int weight(ObjectVersion version, Optional<Thumbnail> thumbnail) {
    return WEIGHT_OF_ENTRY + thumbnail.map(made -> made.jpeg().length).orElse(0);
  }
}
