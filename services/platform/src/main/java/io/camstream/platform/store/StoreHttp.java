package io.camstream.platform.store;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** The HTTP client below MinIO's: time limits, bounded connections, trusted authorities. */
final class StoreHttp {
  private StoreHttp() {}

  static OkHttpClient client(StoreSettings settings) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(settings.maxConnections());
    dispatcher.setMaxRequestsPerHost(settings.maxConnections());
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.readTimeout())
            .writeTimeout(settings.readTimeout())
            .dispatcher(dispatcher)
            .connectionPool(new ConnectionPool(settings.maxConnections(), 1, TimeUnit.MINUTES));
    settings.truststore().ifPresent(file -> trust(builder, file));
    return builder.build();
  }

  private static void trust(OkHttpClient.Builder builder, Path pem) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates(pem)) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      builder.sslSocketFactory(context.getSocketFactory(), manager);
    } catch (IOException | GeneralSecurityException e) {
      throw new UserError(
          "camstream.store.truststore "
              + Quoted.of(pem.toString())
              + " can't be read as PEM: "
              + e.getMessage(),
          e);
    }
  }

  private static List<Certificate> certificates(Path pem)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pem)) {
      return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
    }
  }
}
