package io.camstream.report.output;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.camstream.platform.store.ObjectChangedException;
import io.camstream.platform.store.ObjectGoneException;
import io.camstream.platform.store.ObjectNameException;
import io.camstream.platform.store.ObjectStore;
import io.camstream.platform.store.ObjectTooLargeException;
import io.camstream.platform.store.ObjectVersion;
import io.camstream.report.page.Thumbnail;
import io.camstream.report.page.ThumbnailMaker;
import io.camstream.schemas.Artifact;
import io.camstream.schemas.Explanation;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thumbnails of the {@code original} artifacts in the store. The last ones are remembered, since a
 * page is written many times while its batch grows. Thread-safe.
 */
final class Thumbnails {

  private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);
  private static final String ORIGINAL = "original";
  private static final int LONGEST_SIDE = 256;
  private static final long MOST_BYTES_REMEMBERED = 32L << 20;
  private static final long MOST_BYTES_READ = 64L << 20;

  private final ObjectStore store;
  private final ThumbnailMaker maker = new ThumbnailMaker(LONGEST_SIDE);
  private final Cache<ObjectVersion, Thumbnail> remembered =
      CacheBuilder.newBuilder()
          .maximumWeight(MOST_BYTES_REMEMBERED)
          .weigher((ObjectVersion version, Thumbnail thumbnail) -> thumbnail.jpeg().length)
          .build();

  Thumbnails(ObjectStore store) {
    this.store = store;
  }

  /**
   * The thumbnail, or empty where the worker stored no original or it can't be shown.
   *
   * @throws io.camstream.platform.store.StoreUnavailableException if the store does not answer
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
    Thumbnail known = remembered.getIfPresent(version);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      Thumbnail made = maker.make(store.get(version, MOST_BYTES_READ).bytes());
      remembered.put(version, made);
      return Optional.of(made);
    } catch (ObjectGoneException
        | ObjectChangedException
        | ObjectTooLargeException
        | ObjectNameException
        | IOException e) {
      // The page says that there is no picture; the rest of the image's data stands.
      LOG.info("No thumbnail of {}: {}", original.getKey(), e.getMessage());
      return Optional.empty();
    }
  }
}
