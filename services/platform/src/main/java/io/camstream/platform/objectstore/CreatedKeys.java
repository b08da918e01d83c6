package io.camstream.platform.objectstore;

import java.util.List;

/** Bucket notifications: keys of new objects, received over an open connection. Not thread-safe. */
public interface CreatedKeys extends AutoCloseable {

  /**
   * Waits for the next message of the store, which sends a keep-alive at least every second.
   *
   * @return keys in the order of the notifications; often empty
   * @throws StoreException if the connection is lost, and notifications with it
   */
  List<String> next();

  @Override
  void close();
}
