package io.camstream.platform.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
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
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new X509TrustManager[] {trustManager()}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM can do this", e);
    }
  }
}
