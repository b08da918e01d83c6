package io.camstream.platform.kafka;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.Secret;
import io.camstream.platform.tls.KeystoreFile;
import io.camstream.platform.tls.TrustedAuthorities;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;

/** Creates clients of the schema registry from the settings. */
public final class RegistryClients {
  private static final String TRUSTSTORE = "camstream.registry.truststore";
  private static final String KEYSTORE = "camstream.registry.keystore";
  private static final int CACHED_SCHEMAS = 1000;

  private RegistryClients() {}

  /**
   * Creates a client, which connects on first use. The caller closes it.
   *
   * @throws UserError if the settings contradict each other, or the trust store can't be used
   */
  public static SchemaRegistryClient create(RegistrySettings settings) {
    if (settings.token().isPresent() && settings.username().isPresent()) {
      throw new UserError(
          "camstream.registry.token and camstream.registry.username are both set: the registry"
              + " takes one of them.");
    }
    Map<String, Object> config = new HashMap<>();
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    config.put(SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, timeout);
    config.put(SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, timeout);
    if (settings.tokenEndpoint().isEmpty()) {
      settings.username().ifPresent(user -> putUser(config, user, settings.password()));
    }
    settings.token().ifPresent(token -> putToken(config, token));
    RestService rest = new RestService(settings.url().stream().map(URI::toString).toList());
    Optional<TrustedAuthorities> trusted =
        settings
            .truststore()
            .map(file -> new KeystoreFile(TRUSTSTORE, file, settings.truststorePassword()))
            .map(KeystoreFile::authorities);
    SchemaRegistryClient client =
        new CachedSchemaRegistryClient(rest, CACHED_SCHEMAS, List.of(), config, Map.of());
    // Last, since the client has just set its own, which trusts the JVM's list and any host name.
    KeyManager[] identity =
        settings
            .keystore()
            .map(file -> new KeystoreFile(KEYSTORE, file, settings.keystorePassword()))
            .map(KeystoreFile::keyManagers)
            .orElse(null);
    if (trusted.isPresent() || identity != null) {
      rest.setSslSocketFactory(TrustedAuthorities.socketFactory(trusted, identity));
    }
    settings
        .tokenEndpoint()
        .ifPresent(
            endpoint ->
                rest.setBearerAuthCredentialProvider(ClientCredentials.of(settings, endpoint)));
    rest.setHostnameVerifier(HttpsURLConnection.getDefaultHostnameVerifier());
    return client;
  }

  private static void putUser(Map<String, Object> config, String user, Optional<Secret> password) {
    config.put(SchemaRegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE, "USER_INFO");
    config.put(
        SchemaRegistryClientConfig.USER_INFO_CONFIG,
        user + ":" + password.map(Secret::reveal).orElse(""));
  }

  private static void putToken(Map<String, Object> config, Secret token) {
    config.put(SchemaRegistryClientConfig.BEARER_AUTH_CREDENTIALS_SOURCE, "STATIC_TOKEN");
    config.put(SchemaRegistryClientConfig.BEARER_AUTH_TOKEN_CONFIG, token.reveal());
  }
}
