package io.camstream.platform.registry;

import io.camstream.platform.settings.Secret;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;

/** Makes clients of the schema registry from the settings. */
public final class RegistryClients {
  private static final int CACHED_SCHEMAS = 1000;

  private RegistryClients() {}

  /** Connects on first use. Whoever makes a client closes it. */
  public static SchemaRegistryClient create(RegistrySettings settings) {
    Map<String, Object> config = new HashMap<>();
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    config.put(SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, timeout);
    config.put(SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, timeout);
    settings
        .username()
        .ifPresent(
            user -> {
              String password = settings.password().map(Secret::reveal).orElse("");
              config.put(SchemaRegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE, "USER_INFO");
              config.put(SchemaRegistryClientConfig.USER_INFO_CONFIG, user + ":" + password);
            });
    settings
        .token()
        .ifPresent(
            token -> {
              config.put(SchemaRegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE, "STATIC_TOKEN");
              config.put(SchemaRegistryClientConfig.BEARER_AUTH_TOKEN_CONFIG, token.reveal());
            });
    settings.truststore().ifPresent(file -> putTruststore(config, file, settings));
    List<String> urls = settings.url().stream().map(URI::toString).toList();
    return new CachedSchemaRegistryClient(urls, CACHED_SCHEMAS, config);
  }

  private static void putTruststore(
      Map<String, Object> config, Path file, RegistrySettings settings) {
    String namespace = SchemaRegistryClientConfig.CLIENT_NAMESPACE;
    boolean pem = file.toString().endsWith(".pem");
    config.put(namespace + SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file.toString());
    config.put(namespace + SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, pem ? "PEM" : "PKCS12");
    settings
        .truststorePassword()
        .ifPresent(
            password ->
                config.put(
                    namespace + SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, password.reveal()));
  }
}
