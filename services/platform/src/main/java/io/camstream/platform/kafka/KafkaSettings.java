package io.camstream.platform.kafka;

import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Open;
import io.camstream.platform.settings.Secret;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.security.auth.SecurityProtocol;

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

  @Doc(
      "Any other property of Kafka's clients, by its own name; wins over what the settings above"
          + " give. For Kerberos, MSK IAM and the like (docs/operations.md).")
  @Open
  Optional<Secret> client();

  /** Encryption and authentication. */
  Security security();

  /** Encryption and authentication. */
  interface Security {

    @Doc("SSL stands for TLS, SASL for a user and a password.")
    @WithDefault("PLAINTEXT")
    SecurityProtocol protocol();

    @Doc("With a SASL protocol: SASL mechanism used to authenticate.")
    @WithDefault("SCRAM-SHA-512")
    SaslMechanism saslMechanism();

    @Doc("With OAUTHBEARER: address that access tokens are asked from, by client credentials.")
    Optional<URI> tokenEndpoint();

    @Doc("With OAUTHBEARER: scope that tokens are asked for.")
    Optional<String> tokenScope();

    @Doc("With a SASL protocol: the user's name; with OAUTHBEARER the client's id.")
    Optional<String> username();

    @Doc("With a SASL protocol: the user's password; with OAUTHBEARER the client's secret.")
    Optional<Secret> password();

    @Doc("With TLS: file of the authorities to trust, in PEM, PKCS#12 or JKS; else the JVM's own.")
    Optional<Path> truststore();

    @Doc("Password of a trust store in PKCS#12 or JKS.")
    Optional<Secret> truststorePassword();

    @Doc(
        "With TLS: file with the client's own key and certificate, in PEM, PKCS#12 or JKS, where"
            + " the brokers ask for one.")
    Optional<Path> keystore();

    @Doc("Password of the key store and its key.")
    Optional<Secret> keystorePassword();
  }
}
