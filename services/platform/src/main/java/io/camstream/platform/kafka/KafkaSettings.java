package io.camstream.platform.kafka;

import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Secret;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where Kafka is and how to reach it. */
@Doc("Where Kafka is and how to reach it.")
@ConfigMapping(prefix = "camstream.kafka")
public interface KafkaSettings {

  @Doc("Host and port of one or more brokers, separated by commas.")
  @WithDefault("127.0.0.1:9092")
  String bootstrapServers();

  @Doc("Begins the name of every topic, consumer group and transactional id.")
  @WithDefault("camstream")
  String topicPrefix();

  /** Encryption and authentication. */
  Security security();

  /** Encryption and authentication. */
  interface Security {

    @Doc("PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.")
    @WithDefault("PLAINTEXT")
    String protocol();

    @Doc("With a SASL protocol: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.")
    @WithDefault("SCRAM-SHA-512")
    String saslMechanism();

    @Doc("With a SASL protocol: the user's name.")
    Optional<String> username();

    @Doc("With a SASL protocol: the user's password.")
    Optional<Secret> password();

    @Doc("With TLS: file of the authorities to trust, in PEM or PKCS#12; else the JVM's own.")
    Optional<Path> truststore();

    @Doc("Password of a PKCS#12 trust store.")
    Optional<Secret> truststorePassword();

    @Doc("With TLS: PKCS#12 file with the client's own key, where the brokers ask for one.")
    Optional<Path> keystore();

    @Doc("Password of the key store.")
    Optional<Secret> keystorePassword();
  }
}
