package io.camstream.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.tls.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object store with HTTPS, by settings alone. */
class StoreAccessIT {
  private static final String STORE = "camstream.store.";
  private static final String BUCKET = "store-access";
  private static final SecureServers SERVERS = SecureServers.get();

  @Test
  void shouldWriteAndReadOverHttps() {
    assertThat(SERVERS.store().endpoint()).hasScheme("https");
    try (ObjectStore store = store(Map.of())) {
      store.ensureBucket(BUCKET);
      store.put(BUCKET, "key", "pixels".getBytes(StandardCharsets.UTF_8), "text/plain");

      assertThat(store.head(BUCKET, "key").size()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS"})
  void shouldTrustTheAuthorityOfATrustStore(String type) {
    String file = SERVERS.authority().trustStore("store." + type, type).toString();

    try (ObjectStore store =
        store(
            Map.of(
                STORE + "truststore",
                file,
                STORE + "truststore-password",
                TestAuthority.PASSWORD))) {
      assertThat(store.bucketExists("store-access-none")).isFalse();
    }
  }

  @Test
  void shouldRefuseAStoreOfAnUnknownAuthority() {
    String line =
        "Can't look for bucket store-access: its certificate is not signed by an authority that is"
            + " trusted. Check camstream.store.endpoint and camstream.store.truststore.";

    assertRefused(Map.of(STORE + "truststore", SERVERS.untrusted().toString()), line);
    assertRefused(Map.of(STORE + "truststore", ""), line);
  }

  @Test
  void shouldRefuseAStoreWhoseCertificateIsMadeOutForAnotherHost() {
    String endpoint = SERVERS.store().endpoint().toString().replace("127.0.0.1", "localhost");

    assertRefused(
        Map.of(STORE + "endpoint", endpoint),
        "Can't look for bucket store-access: its certificate is made out for another host name"
            + " than the one in the address. Check camstream.store.endpoint and"
            + " camstream.store.truststore.");
  }

  @Test
  void shouldTellWrongCredentialsInOneLine() {
    for (Map<String, String> wrong :
        Map.of(STORE + "secret-key", "not-the-secret", STORE + "access-key", "nobody")
            .entrySet()
            .stream()
            .map(entry -> Map.of(entry.getKey(), entry.getValue()))
            .toList()) {
      assertThatThrownBy(() -> look(wrong))
          .isInstanceOf(StoreDeniedException.class)
          .hasMessageStartingWith("Can't look for bucket store-access: ")
          .hasMessageEndingWith(
              ". Check camstream.store.access-key, camstream.store.secret-key and the region.")
          .hasMessageNotContainingAny("not-the-secret", "\n");
    }
  }

  private static void assertRefused(Map<String, String> others, String line) {
    assertThatThrownBy(() -> look(others))
        .isInstanceOf(StoreDeniedException.class)
        .hasMessage(line);
  }

  private static void look(Map<String, String> others) {
    try (ObjectStore store = store(others)) {
      store.bucketExists(BUCKET);
    }
  }

  private static ObjectStore store(Map<String, String> others) {
    return ObjectStore.connect(SERVERS.settings(others).load(StoreSettings.class));
  }
}
