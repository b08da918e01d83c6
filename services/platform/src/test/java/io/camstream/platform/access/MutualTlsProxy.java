package io.camstream.platform.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.camstream.platform.tls.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * A proxy that accepts HTTPS connections of clients with a certificate alone, and passes their GET
 * requests on over HTTP. The registry itself can't stand for one that asks for certificates:
 * Apicurio is released with {@code quarkus.http.ssl.client-auth} fixed to none when it was built.
 */
final class MutualTlsProxy implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> clients = new CopyOnWriteArrayList<>();
  private final HttpsServer server;
  private final URI target;

  private MutualTlsProxy(HttpsServer server, URI target) {
    this.server = server;
    this.target = target;
  }

  static MutualTlsProxy start(TestAuthority authority, URI target) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SSLContext context = context(authority);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    MutualTlsProxy proxy = new MutualTlsProxy(server, target);
    server.createContext("/", proxy::forward);
    server.start();
    return proxy;
  }

  private static SSLContext context(TestAuthority authority)
      throws GeneralSecurityException, IOException {
    char[] password = TestAuthority.PASSWORD.toCharArray();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    Path own = authority.keyStore("mutual.p12", "PKCS12", authority.issue("127.0.0.1"));
    keys.init(KeyStore.getInstance(own.toFile(), password), password);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    Path authorities = authority.trustStore("clients.p12", "PKCS12");
    trusted.init(KeyStore.getInstance(authorities.toFile(), password));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      clients.add(((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName());
      HttpRequest request =
          HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
              .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
              .build();
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Address that stands for the target's. */
  URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + target.getRawPath());
  }

  /** Names in the clients' certificates, one for each request that was passed on. */
  List<String> clients() {
    return List.copyOf(clients);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
