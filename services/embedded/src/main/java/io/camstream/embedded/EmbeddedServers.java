package io.camstream.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A real Kafka broker, schema registry and S3 endpoint on 127.0.0.1, started together. All their
 * data lie below one directory. The methods that only tell something are thread-safe.
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
   * Starts all three and returns when all answer.
   *
   * @throws ServerStartException if one does not start; then none of them is left
   */
  public static EmbeddedServers start(EmbeddedOptions options) {
    boolean temporary = options.dataDirectory().isEmpty();
    Path directory = options.dataDirectory().orElseGet(EmbeddedServers::temporaryDirectory);
    ExecutorService starters = Executors.newFixedThreadPool(3, EmbeddedServers::starterThread);
    Starting<SchemaRegistryServer> registry =
        Starting.on(starters, () -> SchemaRegistryServer.start(directory.resolve("registry")));
    Starting<ObjectStoreServer> store =
        Starting.on(
            starters, () -> ObjectStoreServer.start(directory.resolve("store"), options.minio()));
    Starting<KafkaBroker> broker =
        Starting.on(starters, () -> KafkaBroker.start(directory.resolve("kafka")));
    starters.shutdown();
    try {
      return new EmbeddedServers(
          directory, temporary, broker.await(), registry.await(), store.await());
    } catch (RuntimeException e) {
      List.of(broker, registry, store).forEach(Starting::closeStarted);
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
      throw new ServerStartException("No temporary directory can be made: " + e, e);
    }
  }

  private static Thread starterThread(Runnable task) {
    Thread thread = new Thread(task, "embedded-server-starter");
    thread.setDaemon(true);
    return thread;
  }

  /** A server that is being started on another thread. */
  private record Starting<T extends AutoCloseable>(CompletableFuture<T> server) {
    static <T extends AutoCloseable> Starting<T> on(ExecutorService pool, Supplier<T> start) {
      return new Starting<>(CompletableFuture.supplyAsync(start, pool));
    }

    T await() {
      try {
        return server.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof ServerStartException failure) {
          throw failure;
        }
        throw new ServerStartException(
            "An embedded server did not start: " + e.getCause(), e.getCause());
      }
    }

    void closeStarted() {
      try {
        server.join().close();
      } catch (Exception e) {
        // It did not start, so nothing is left to close; await() has told why.
      }
    }
  }

  /** Where the servers keep their data. */
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

  /** The settings that point any CamStream service at these servers. Holds the secret key. */
  public Map<String, String> settings() {
    return Map.of(
        "camstream.kafka.bootstrap-servers", bootstrapServers(),
        "camstream.registry.url", registryUrl().toString(),
        "camstream.store.endpoint", storeEndpoint().toString(),
        "camstream.store.access-key", accessKey(),
        "camstream.store.secret-key", secretKey());
  }

  /** Stops all three; deletes their data if the directory was temporary. */
  @Override
  public void close() {
    broker.close();
    CompletableFuture<Void> registryStopped = CompletableFuture.runAsync(registry::close);
    store.close();
    registryStopped.join();
    if (temporary) {
      PrivateFiles.deleteRecursively(directory);
    }
  }
}
