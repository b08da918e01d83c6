package io.camstream.platform.kafka;

/** SASL mechanisms with a user and a password. */
public enum SaslMechanism {
  PLAIN("org.apache.kafka.common.security.plain.PlainLoginModule"),
  SCRAM_SHA_256("org.apache.kafka.common.security.scram.ScramLoginModule"),
  SCRAM_SHA_512("org.apache.kafka.common.security.scram.ScramLoginModule"),

  /** By access tokens, which are asked for with the client's credentials. */
  OAUTHBEARER("org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule");

  private final String loginModule;

  SaslMechanism(String loginModule) {
    this.loginModule = loginModule;
  }

  /** Kafka's name of the mechanism, such as {@code SCRAM-SHA-512}. */
  public String kafkaName() {
    return name().replace('_', '-');
  }

  String loginModule() {
    return loginModule;
  }
}
