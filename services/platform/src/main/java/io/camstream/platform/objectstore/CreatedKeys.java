package io.camstream.platform.objectstore;

import java.util.List;

/**
 * Keys of objects as they are created, told by the store over a connection that stays open. Not
 * thread-safe.
 */
public interface CreatedKeys extends AutoCloseable {

  /**
   * Waits until the store tells something. It tells at least every second that it is there.
   *
   * @return keys in the order in which it tells them; often none
   * @throws StoreException if the connection is lost; what was created since is not told
   */
  List<String> next();

  @Override
  void close();
}
