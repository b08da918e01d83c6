package io.camstream.platform.objectstore;

import com.google.common.util.concurrent.MoreExecutors;
import io.camstream.platform.tls.KeystoreFile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** The HTTP client that the MinIO client uses: timeouts, connection limit, trust store. */
final class StoreHttp {
  private static final String TRUSTSTORE = "camstream.store.truststore";

  private StoreHttp() {}

  static OkHttpClient client(StoreSettings settings) {
    // Callers wait for the response anyway, so each request runs in the calling thread.
    Dispatcher dispatcher = new Dispatcher(MoreExecutors.newDirectExecutorService());
    dispatcher.setMaxRequests(settings.maxConnections());
    dispatcher.setMaxRequestsPerHost(settings.maxConnections());
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .socketFactory(new PromptSockets())
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.readTimeout())
            .writeTimeout(settings.readTimeout())
            .dispatcher(dispatcher)
            .connectionPool(new ConnectionPool(settings.maxConnections(), 1, TimeUnit.MINUTES));
    settings
        .truststore()
        .map(file -> new KeystoreFile(TRUSTSTORE, file, settings.truststorePassword()))
        .map(KeystoreFile::authorities)
        .ifPresent(
            trusted -> builder.sslSocketFactory(trusted.socketFactory(), trusted.trustManager()));
    return builder.build();
  }
}
