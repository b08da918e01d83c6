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

/** Connection to Kafka. */
@Doc("Connection to Kafka.")
@ConfigMapping(prefix = "camstream.kafka")
public interface KafkaSettings {

  @Doc("Host and port of one or more brokers, separated by commas.")
  @WithDefault("127.0.0.1:9092")
  String bootstrapServers();

  @Doc("Prefix of the names of all topics, consumer groups and transactional ids.")
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

    @Doc(
        "Protocol of the connections: SSL encrypts with TLS, SASL authenticates with a user and a"
            + " password.")
    @WithDefault("PLAINTEXT")
    SecurityProtocol protocol();

    @Doc("SASL mechanism used to authenticate.")
    @WithDefault("SCRAM-SHA-512")
    SaslMechanism saslMechanism();

    @Doc("Token endpoint for OAUTHBEARER, with the client-credentials grant.")
    Optional<URI> tokenEndpoint();

    @Doc("Scope of the tokens for OAUTHBEARER.")
    Optional<String> tokenScope();

    @Doc("User for SASL authentication; the client id for OAUTHBEARER.")
    Optional<String> username();

    @Doc("Password for SASL authentication; the client secret for OAUTHBEARER.")
    Optional<Secret> password();

    @Doc("Trust store for TLS, in PEM, PKCS#12 or JKS. Default: the JVM's own.")
    Optional<Path> truststore();

    @Doc("Password of a PKCS#12 or JKS trust store.")
    Optional<Secret> truststorePassword();

    @Doc(
        "Key store with the client's key and certificate, in PEM, PKCS#12 or JKS, for brokers that"
            + " require client authentication.")
    Optional<Path> keystore();

    @Doc("Password of the key store and of its key.")
    Optional<Secret> keystorePassword();
  }
}
