package io.camstream.platform.objectstore;

import io.minio.Result;
import io.minio.messages.Item;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;

/** Iterates a listing in order, fetching pages as needed, and translates exceptions. */
final class ListingSpliterator extends AbstractSpliterator<Item> {
  private final Iterator<Result<Item>> results;
  private final String purpose;

  ListingSpliterator(Iterator<Result<Item>> results, String purpose) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.results = results;
    this.purpose = purpose;
  }

  @Override
  public boolean tryAdvance(Consumer<? super Item> action) {
    Item item = StoreErrors.mapped(purpose, () -> results.hasNext() ? results.next().get() : null);
    if (item == null) {
      return false;
    }
    action.accept(item);
    return true;
  }
}
