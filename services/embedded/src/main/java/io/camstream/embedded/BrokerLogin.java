package io.camstream.embedded;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/**
 * Authentication of the broker's listeners: one user with a password (SASL/PLAIN), for clients and
 * between broker and controller.
 *
 * <p>Not SCRAM: a SCRAM password is stored in the cluster's metadata, so it would not change when
 * the credentials file is replaced. SCRAM users can be added, as on any broker.
 */
record BrokerLogin(Credentials credentials) {
  private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
  private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

  /** Broker settings of the listeners BROKER and CONTROLLER. */
  Map<String, String> brokerSettings() {
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "listener.security.protocol.map", "BROKER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put("sasl.mechanism.controller.protocol", "PLAIN");
    settings.put(
        "listener.name.broker.sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
    settings.put("listener.name.broker.plain.sasl.jaas.config", plain(knownUser()));
    settings.put("listener.name.broker.scram-sha-256.sasl.jaas.config", SCRAM + " required;");
    settings.put("listener.name.broker.scram-sha-512.sasl.jaas.config", SCRAM + " required;");
    settings.put("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
    settings.put("listener.name.controller.plain.sasl.jaas.config", plain(knownUser()));
    return settings;
  }

  /** Security settings of a client. */
  Map<String, Object> clientConfig() {
    return Map.of(
        "security.protocol", "SASL_PLAINTEXT",
        "sasl.mechanism", "PLAIN",
        "sasl.jaas.config", new Password(plain("")));
  }

  /** Option of the login module that declares the user to the server. */
  private String knownUser() {
    return " user_%s=\"%s\"".formatted(credentials.user(), credentials.password());
  }

  private String plain(String further) {
    return "%s required username=\"%s\" password=\"%s\"%s;"
        .formatted(PLAIN, credentials.user(), credentials.password(), further);
  }
}
