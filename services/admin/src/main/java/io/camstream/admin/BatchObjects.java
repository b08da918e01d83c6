package io.camstream.admin;

import io.camstream.engine.artifact.ArtifactNames;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.ParallelTransfer;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.objectstore.StoredObject;
import io.camstream.report.service.ReportKeys;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Objects that services wrote for a batch: the files of its images and its report. */
final class BatchObjects {
  private final ObjectStore store;
  private final StoreSettings settings;
  private final List<String> folders;
  private final String batch;

  BatchObjects(ObjectStore store, StoreSettings settings, BatchHistory history, String batch) {
    this.store = store;
    this.settings = settings;
    this.batch = batch;
    Stream.Builder<String> names = Stream.builder();
    history.forEachVersion((key, etag) -> names.add(ArtifactNames.of(key, etag).folder() + "/"));
    // Two versions may begin with the same characters.
    this.folders = names.build().distinct().toList();
  }

  /** Number of files of the images in the bucket. */
  long count() throws InterruptedException {
    LongAdder count = new LongAdder();
    forEach(object -> count.increment());
    return count.sum();
  }

  /** Deletes the files of images and the report. */
  void delete() throws InterruptedException {
    forEach(object -> store.delete(object.bucket(), object.key()));
    String reports = settings.reportsBucket();
    List<String> keys;
    try (Stream<StoredObject> objects = store.list(reports, ReportKeys.folder(batch) + "/")) {
      keys = objects.map(StoredObject::key).toList();
    }
    keys.forEach(key -> store.delete(reports, key));
  }

  private void forEach(Consumer<StoredObject> action) throws InterruptedException {
    ParallelTransfer.forEach(folders.iterator(), folder -> forEachIn(folder, action));
  }

  /** What lies deeper is of another image, whose key begins with this one's folder. */
  private void forEachIn(String folder, Consumer<StoredObject> action) {
    try (Stream<StoredObject> objects = store.list(settings.explanationsBucket(), folder)) {
      objects.filter(object -> object.key().indexOf('/', folder.length()) < 0).forEach(action);
    }
  }
}
