package io.camstream.platform.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoreFileTest {
  private static final String SETTING = "camstream.some.truststore";
  private static final Optional<Secret> PASSWORD = Optional.of(Secret.of(TestAuthority.PASSWORD));

  @TempDir Path directory;
  private TestAuthority authority;

  @BeforeEach
  void makeAuthority() {
    authority = new TestAuthority(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS"})
  void shouldReadTrustStoresWhateverTheirName(String type) throws Exception {
    Path file = authority.trustStore("authority", type);

    assertHoldsAuthority(new KeystoreFile(SETTING, file, PASSWORD), type);
  }

  @Test
  void shouldReadAllCertificatesOfAPemFileWithOrWithoutAPassword() throws Exception {
    TestAuthority other = new TestAuthority(directory);
    String text = Files.readString(other.pem("b")) + Files.readString(authority.pem("a"));
    Path both = Files.writeString(directory.resolve("both.crt"), "# Authorities\n" + text);

    assertThat(
            new KeystoreFile(SETTING, both, Optional.empty()).authorities().certificates().size())
        .isEqualTo(2);
    assertHoldsAuthority(new KeystoreFile(SETTING, both, PASSWORD), "PEM");
  }

  private void assertHoldsAuthority(KeystoreFile file, String type) throws KeyStoreException {
    TrustedAuthorities trusted = file.authorities();
    assertThat(trusted.fileType()).isEqualTo(type);
    assertThat(trusted.trustManager().getAcceptedIssuers()).contains(authority.certificate());
    assertThat(Collections.list(trusted.certificates().aliases())).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS"})
  void shouldRefuseAWrongPasswordInOneLineThatNamesItsSetting(String type) {
    Path file = authority.trustStore("authority", type);
    KeystoreFile wrong =
        new KeystoreFile(SETTING, file, Optional.of(Secret.of("not-the-password")));

    assertThatThrownBy(wrong::authorities)
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Setting camstream.some.truststore: '%s' can't be opened: the password is wrong. Check"
                + " camstream.some.truststore-password.",
            file)
        .hasNoCause();
  }

  @Test
  void shouldAskForThePasswordWhereNothingCanBeReadWithoutIt() {
    Path file = authority.trustStore("authority", "PKCS12");

    assertThatThrownBy(() -> new KeystoreFile(SETTING, file, Optional.empty()).authorities())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds no certificate of an authority")
        .hasMessageContaining("camstream.some.truststore-password");
  }

  @Test
  void shouldRefuseFilesThatAreMissingOrSomethingElse() throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "not a store");
    Path keys = authority.keyStore("keys", "PKCS12", authority.issue("a"));
    Path broken =
        Files.writeString(directory.resolve("broken"), "-----BEGIN CERTIFICATE-----\nMII\n");

    assertRefused(directory.resolve("missing"), "there is no such file");
    assertRefused(text, "neither PEM nor PKCS#12 nor JKS");
    assertRefused(keys, "holds no certificate of an authority");
    assertRefused(broken, "certificate that can't be read");
    assertRefused(directory, "can't be read");
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> new KeystoreFile(SETTING, file, PASSWORD).authorities())
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Setting camstream.some.truststore: '" + file + "' ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining(TestAuthority.PASSWORD);
  }

  @Test
  void shouldTellTheFormOfKeyStores() {
    Path pem = authority.pemKey("a", authority.issue("a"));
    Path pkcs12 = authority.keyStore("b", "PKCS12", authority.issue("a"));
    Path jks = authority.keyStore("c", "JKS", authority.issue("a"));

    assertThat(new KeystoreFile(SETTING, pem, Optional.empty()).requireKey()).isEqualTo("PEM");
    assertThat(new KeystoreFile(SETTING, pkcs12, PASSWORD).requireKey()).isEqualTo("PKCS12");
    assertThat(new KeystoreFile(SETTING, jks, PASSWORD).requireKey()).isEqualTo("JKS");
  }

  @Test
  void shouldRefuseKeyStoresWithoutAKey() {
    Path pem = authority.pem("a");
    Path pkcs12 = authority.trustStore("b", "PKCS12");

    assertThatThrownBy(() -> new KeystoreFile(SETTING, pem, Optional.empty()).requireKey())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("must hold a private key and its certificate");
    assertThatThrownBy(() -> new KeystoreFile(SETTING, pkcs12, PASSWORD).requireKey())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds no private key");
  }
}
