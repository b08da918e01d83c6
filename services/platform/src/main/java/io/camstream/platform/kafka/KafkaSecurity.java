package io.camstream.platform.kafka;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.Secret;
import io.camstream.platform.tls.KeystoreFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** Converts the encryption and authentication settings to properties of Kafka clients. */
final class KafkaSecurity {
  private static final String PREFIX = "camstream.kafka.security.";

  private KafkaSecurity() {}

  /**
   * @return a new map; secrets in it print as {@code [hidden]}
   * @throws UserError if something is missing, or a file can't be used
   */
  static Map<String, Object> config(KafkaSettings.Security security) {
    Map<String, Object> config = new HashMap<>();
    SecurityProtocol protocol = security.protocol();
    config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol.name);
    if (protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL) {
      config.put(SaslConfigs.SASL_MECHANISM, security.saslMechanism().kafkaName());
      config.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas(security)));
      if (security.saslMechanism() == SaslMechanism.OAUTHBEARER) {
        putTokens(config, security);
      }
    }
    if (protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL) {
      security.truststore().ifPresent(file -> putTrust(config, file, security));
      security.keystore().ifPresent(file -> putIdentity(config, file, security));
    }
    return config;
  }

  /** Kafka's clients ask for a new token before the old one expires. */
  private static void putTokens(Map<String, Object> config, KafkaSettings.Security security) {
    String endpoint =
        security
            .tokenEndpoint()
            .orElseThrow(
                () ->
                    new UserError(
                        "camstream.kafka.security.sasl-mechanism is OAUTHBEARER, which needs"
                            + " camstream.kafka.security.token-endpoint."))
            .toString();
    TokenEndpoints.allow(endpoint);
    config.put(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, endpoint);
    config.put(
        SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS,
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
  }

  private static void putTrust(
      Map<String, Object> config, Path file, KafkaSettings.Security security) {
    Optional<Secret> password = security.truststorePassword();
    String type = new KeystoreFile(PREFIX + "truststore", file, password).authorities().fileType();
    config.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file.toString());
    config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, type);
    if (!type.equals(KeystoreFile.PEM)) {
      put(config, SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, password);
    }
  }

  private static void putIdentity(
      Map<String, Object> config, Path file, KafkaSettings.Security security) {
    Optional<Secret> password = security.keystorePassword();
    String type = new KeystoreFile(PREFIX + "keystore", file, password).requireKey();
    config.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, file.toString());
    config.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, type);
    put(config, SslConfigs.SSL_KEY_PASSWORD_CONFIG, password);
    if (!type.equals(KeystoreFile.PEM)) {
      put(config, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, password);
    }
  }

  private static void put(Map<String, Object> config, String key, Optional<Secret> secret) {
    secret.ifPresent(value -> config.put(key, new Password(value.reveal())));
  }

  private static String jaas(KafkaSettings.Security security) {
    String username = security.username().orElseThrow(KafkaSecurity::noCredentials);
    Secret password = security.password().orElseThrow(KafkaSecurity::noCredentials);
    if (security.saslMechanism() == SaslMechanism.OAUTHBEARER) {
      return security.saslMechanism().loginModule()
          + " required clientId="
          + jaasQuoted(username)
          + " clientSecret="
          + jaasQuoted(password.reveal())
          + security.tokenScope().map(scope -> " scope=" + jaasQuoted(scope)).orElse("")
          + ";";
    }
    return security.saslMechanism().loginModule()
        + " required username="
        + jaasQuoted(username)
        + " password="
        + jaasQuoted(password.reveal())
        + ";";
  }

  private static String jaasQuoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static UserError noCredentials() {
    return new UserError(
        "camstream.kafka.security.protocol asks for SASL, which needs"
            + " camstream.kafka.security.username and camstream.kafka.security.password.");
  }
}
