package io.camstream.platform.kafka;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** Addresses that Kafka's clients may ask for tokens: it takes them from a system property only. */
final class TokenEndpoints {
  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  private TokenEndpoints() {}

  /** Adds the address to those of this JVM, which may have others. */
  static synchronized void allow(String address) {
    Set<String> allowed = new LinkedHashSet<>();
    Arrays.stream(System.getProperty(ALLOWED, "").split(","))
        .filter(one -> !one.isBlank())
        .forEach(allowed::add);
    allowed.add(address);
    System.setProperty(ALLOWED, String.join(",", allowed));
  }
}
