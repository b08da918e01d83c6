package io.camstream.platform.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Certificate authorities that are trusted instead of the JVM's own list.
 *
 * @param fileType format of the file: {@code PEM}, {@code PKCS12} or {@code JKS}
 * @param certificates at least one
 */
public record TrustedAuthorities(String fileType, KeyStore certificates) {

  public X509TrustManager trustManager() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(certificates);
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM can do this", e);
    }
  }

  /** Creates sockets that trust only these authorities. The caller verifies the host name. */
  public SSLSocketFactory socketFactory() {
    return socketFactory(Optional.of(this), null);
  }

  /**
   * The same with a client's own key.
   *
   * @param trusted empty for the JVM's own list
   * @param identity of {@link KeystoreFile#keyManagers()}; null for none
   */
  public static SSLSocketFactory socketFactory(
      Optional<TrustedAuthorities> trusted, KeyManager[] identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] managers =
          trusted.map(one -> new TrustManager[] {one.trustManager()}).orElse(null);
      context.init(identity, managers, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM can do this", e);
    }
  }
}
