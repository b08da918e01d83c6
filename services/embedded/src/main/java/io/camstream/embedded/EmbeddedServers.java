package io.camstream.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A real Kafka broker, schema registry and S3 endpoint on 127.0.0.1, started together, with all
 * data below one directory. The accessors are thread-safe.
 */
public final class EmbeddedServers implements AutoCloseable {
  private final Path directory;
  private final boolean temporary;
  private final KafkaBroker broker;
  private final SchemaRegistryServer registry;
  private final ObjectStoreServer store;

  private EmbeddedServers(
      Path directory,
      boolean temporary,
      KafkaBroker broker,
      SchemaRegistryServer registry,
      ObjectStoreServer store) {
    this.directory = directory;
    this.temporary = temporary;
    this.broker = broker;
    this.registry = registry;
    this.store = store;
  }

  /**
   * Starts all three and returns when all are ready. May be interrupted.
   *
   * @throws ServerStartException if one does not start, or the thread is interrupted; then none is
   *     left running
   */
  public static EmbeddedServers start(EmbeddedOptions options) {
    boolean temporary = options.dataDirectory().isEmpty();
    Path directory = options.dataDirectory().orElseGet(EmbeddedServers::temporaryDirectory);
    try (ParallelStart starting = new ParallelStart()) {
      Future<SchemaRegistryServer> registry =
          starting.submit(() -> SchemaRegistryServer.start(directory.resolve("registry")));
      Future<ObjectStoreServer> store =
          starting.submit(
              () -> ObjectStoreServer.start(directory.resolve("store"), options.minio()));
      Future<KafkaBroker> broker =
          starting.submit(() -> KafkaBroker.start(directory.resolve("kafka")));
      EmbeddedServers servers =
          new EmbeddedServers(
              directory,
              temporary,
              starting.await(broker),
              starting.await(registry),
              starting.await(store));
      starting.handOver();
      return servers;
    } catch (RuntimeException e) {
      if (temporary) {
        PrivateFiles.deleteRecursively(directory);
      }
      throw e;
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("camstream-");
    } catch (IOException e) {
      throw new ServerStartException("A temporary directory can't be created: " + e, e);
    }
  }

  /** Directory of the servers' data. */
  public Path directory() {
    return directory;
  }

  public KafkaBroker broker() {
    return broker;
  }

  public SchemaRegistryServer registry() {
    return registry;
  }

  public ObjectStoreServer store() {
    return store;
  }

  /** Address of the broker, {@code host:port}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Base address of the registry's Confluent-compatible API. */
  public URI registryUrl() {
    return registry.url();
  }

  /** Address of the S3 API. */
  public URI storeEndpoint() {
    return store.endpoint();
  }

  public String accessKey() {
    return store.accessKey();
  }

  /** The store's secret key: never put it in a log, a message or a command line. */
  public String secretKey() {
    return store.secretKey();
  }

  /** Settings with which a CamStream service uses these servers. They include the passwords. */
  public Map<String, String> settings() {
    return Map.of(
        "camstream.kafka.bootstrap-servers", bootstrapServers(),
        "camstream.kafka.security.protocol", "SASL_PLAINTEXT",
        "camstream.kafka.security.sasl-mechanism", "PLAIN",
        "camstream.kafka.security.username", broker.user(),
        "camstream.kafka.security.password", broker.password(),
        "camstream.registry.url", registryUrl().toString(),
        "camstream.registry.token", registry.token(),
        "camstream.store.endpoint", storeEndpoint().toString(),
        "camstream.store.access-key", accessKey(),
        "camstream.store.secret-key", secretKey());
  }

  /**
   * Checks that all three run.
   *
   * @throws ServerEndedException with the reason if one has ended
   */
  public void requireRunning() {
    broker.requireRunning();
    registry.requireRunning();
    store.requireRunning();
  }

  /** Stops all three; deletes their data if the directory was temporary. */
  @Override
  public void close() {
    CompletableFuture<Void> brokerStopped = CompletableFuture.runAsync(broker::close);
    CompletableFuture<Void> registryStopped = CompletableFuture.runAsync(registry::close);
    store.close();
    CompletableFuture.allOf(brokerStopped, registryStopped).join();
    if (temporary) {
      PrivateFiles.deleteRecursively(directory);
    }
  }
}
