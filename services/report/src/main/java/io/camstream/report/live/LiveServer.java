package io.camstream.report.live;

import io.camstream.platform.error.UserError;
import io.camstream.platform.objectstore.ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves the pages of all batches from the bucket of reports, and what only a served page has:
 * events, uploads and replays. Everything needs the token, which the printed address carries.
 */
public final class LiveServer implements AutoCloseable {

  private static final int THREADS = 24;
  private static final int IDLE_MILLIS = 60_000;
  private static final int HEADER_BYTES = 16 << 10;

  private final Server server;
  private final ServerConnector connector;
  private final EventStreams events;
  private final Token token;
  private final boolean tls;
  private final String bind;

  private LiveServer(
      Server server,
      ServerConnector connector,
      EventStreams events,
      Token token,
      boolean tls,
      String bind) {
    this.server = server;
    this.connector = connector;
    this.events = events;
    this.token = token;
    this.tls = tls;
    this.bind = bind;
  }

  /**
   * @param scratch an existing directory for files that are being uploaded
   * @param store stays the caller's to close
   * @throws UserError if the address can't be listened on, or the key store can't be used
   */
  public static LiveServer start(
      LiveSettings settings,
      ObjectStore store,
      LiveBuckets buckets,
      Path scratch,
      LiveActions actions) {
    Token token =
        settings.token().map(secret -> new Token(secret.reveal())).orElseGet(Token::random);
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("camstream-live");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = connector(server, settings);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(settings.connections(), connector));
    EventStreams events =
        new EventStreams(
            settings.connections() / 2,
            folder -> store.head(buckets.reports(), folder + "/manifest.js").etag(),
            actions);
    Uploads uploads = new Uploads(store, buckets.images(), scratch, settings.uploadLimit().bytes());
    server.setHandler(
        new LiveHandler(
            new StoredFiles(store),
            buckets,
            token,
            events,
            settings.uploads() ? java.util.Optional.of(uploads) : java.util.Optional.empty(),
            actions));
    // Open pages keep connections; they come back to the next process by themselves.
    server.setStopTimeout(0);
    try {
      server.start();
    } catch (Exception e) {
      throw new UserError(
          "Can't serve pages on %s:%d (%s). Set camstream.live.bind and port; port 0 is any free one, -1 none."
              .formatted(settings.bind(), settings.port(), e.getMessage()),
          e);
    }
    events.start();
    return new LiveServer(
        server, connector, events, token, settings.tlsKeystore().isPresent(), settings.bind());
  }

  private static ServerConnector connector(Server server, LiveSettings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    // Paths are decoded and judged by LivePaths, which sees them raw.
    http.setUriCompliance(
        UriCompliance.from(
            java.util.EnumSet.of(
                Violation.AMBIGUOUS_PATH_ENCODING, Violation.SUSPICIOUS_PATH_CHARACTERS)));
    ServerConnector connector;
    if (settings.tlsKeystore().isPresent()) {
      http.addCustomizer(new SecureRequestCustomizer(false));
      SslContextFactory.Server ssl = new SslContextFactory.Server();
      ssl.setKeyStoreType("PKCS12");
      ssl.setKeyStorePath(settings.tlsKeystore().get().toAbsolutePath().toString());
      settings.tlsKeystorePassword().ifPresent(secret -> ssl.setKeyStorePassword(secret.reveal()));
      connector =
          new ServerConnector(
              server, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
    } else {
      connector = new ServerConnector(server, new HttpConnectionFactory(http));
    }
    connector.setHost(settings.bind());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    return connector;
  }

  /** The address to open, which carries the token: print it, never log it elsewhere. */
  public URI address() {
    boolean any = bind.equals("0.0.0.0") || bind.equals("::");
    String host = any ? "localhost" : bind.contains(":") ? "[" + bind + "]" : bind;
    return URI.create(
        (tls ? "https" : "http")
            + "://"
            + host
            + ":"
            + connector.getLocalPort()
            + "/?token="
            + token.value());
  }

  @Override
  public void close() {
    events.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The web server of pages did not stop", e);
    }
  }
}
