package io.camstream.platform.streams;

import io.camstream.platform.service.Readiness;

/** What a {@link StreamsService} runs once the servers that it needs have answered. */
public interface StreamsApplication extends AutoCloseable {

  /** Starts the topology and everything beside it. Called once. */
  void start();

  /** May be called at any time after the construction, from any thread. */
  Readiness readiness();

  /** Stops within 10 seconds and leaves the consumer group. Called once. */
  @Override
  void close();
}
