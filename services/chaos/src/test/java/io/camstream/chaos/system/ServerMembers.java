package io.camstream.chaos.system;

import io.camstream.embedded.KafkaBroker;
import io.camstream.embedded.ObjectStoreServer;
import io.camstream.embedded.SchemaRegistryServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Broker, registry and store, each a process on a port and a directory of its own, which it finds
 * again when it comes back.
 */
final class ServerMembers {
  private final Path directory;
  private final List<Integer> ports = FixedPorts.find(3);
  private KafkaBroker broker;
  private SchemaRegistryServer registry;
  private ObjectStoreServer store;

  ServerMembers(Path directory) {
    this.directory = directory;
  }

  Launch broker() {
    // A killed worker's transaction is looked for every 10 seconds otherwise.
    Map<String, String> settings =
        Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "2000");
    return () -> {
      if (broker == null) {
        broker = KafkaBroker.start(directory.resolve("kafka"), ports.get(0), settings);
      } else {
        broker.restart();
      }
      return started(broker.pid(), broker::stop);
    };
  }

  Launch registry() {
    Map<String, String> settings = Map.of("quarkus.http.port", ports.get(1).toString());
    return () -> {
      if (registry == null) {
        registry = SchemaRegistryServer.start(directory.resolve("registry"), settings);
      } else {
        registry.restart();
      }
      return started(registry.pid(), registry::stop);
    };
  }

  Launch store() {
    Map<String, String> settings = Map.of("s3proxy.endpoint", "http://127.0.0.1:" + ports.get(2));
    return () -> {
      if (store == null) {
        store = ObjectStoreServer.startS3Proxy(directory.resolve("store"), settings);
      } else {
        TornUploads.remove(directory.resolve("store").resolve("s3proxy"));
        store.restart();
      }
      return started(store.pid(), store::stop);
    };
  }

  private static Launch.Started started(long pid, Runnable stop) {
    return new Launch.Started() {
      @Override
      public long pid() {
        return pid;
      }

      @Override
      public void close() {
        stop.run();
      }
    };
  }

  /** The settings that point any service at the servers, once these have been started. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("camstream.kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("camstream.kafka.security.protocol", "SASL_PLAINTEXT");
    settings.put("camstream.kafka.security.sasl-mechanism", "PLAIN");
    settings.put("camstream.kafka.security.username", broker.user());
    settings.put("camstream.kafka.security.password", broker.password());
    settings.put("camstream.registry.url", registry.url().toString());
    settings.put("camstream.registry.token", registry.token());
    settings.put("camstream.store.endpoint", store.endpoint().toString());
    settings.put("camstream.store.access-key", store.accessKey());
    settings.put("camstream.store.secret-key", store.secretKey());
    return settings;
  }
}
