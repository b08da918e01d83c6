package io.camstream.platform.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real handshakes with Java's own client and server. */
class TlsProblemTest {
  private static final String HOST = "127.0.0.1";

  @TempDir Path directory;
  private TestAuthority authority;
  private HttpsServer server;

  @BeforeEach
  void makeAuthority() {
    authority = new TestAuthority(directory);
  }

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void shouldSeeNoProblemInAGoodCertificate() throws Exception {
    startTls(authority.issue(HOST));

    assertThat(problem()).isEmpty();
  }

  @Test
  void shouldTellACertificateOfAnotherAuthority() throws Exception {
    startTls(new TestAuthority(directory).issue(HOST));

    assertThat(problem()).contains(TlsProblem.UNTRUSTED);
  }

  @Test
  void shouldTellACertificateOfAnotherHost() throws Exception {
    startTls(authority.issue("elsewhere.example"));

    assertThat(problem()).contains(TlsProblem.OTHER_HOST);
  }

  @Test
  void shouldTellAnExpiredCertificate() throws Exception {
    startTls(authority.issueExpired(HOST));

    assertThat(problem()).contains(TlsProblem.EXPIRED);
  }

  @Test
  void shouldTellAServerWithoutTls() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      Thread answering = new Thread(() -> answerInPlainText(socket), "plain-text-server");
      answering.start();

      assertThat(problem(socket.getLocalPort())).contains(TlsProblem.NO_TLS);
      answering.join();
    }
  }

  @Test
  void shouldLeaveOtherFailuresAlone() {
    assertThat(TlsProblem.of(new IOException("Connection reset"))).isEmpty();
    assertThat(TlsProblem.of(new IllegalStateException(new IOException()))).isEmpty();
  }

  private static void answerInPlainText(ServerSocket socket) {
    try (Socket connection = socket.accept()) {
      connection
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startTls(HeldCertificate certificate) throws IOException {
    SSLContext context =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslContext();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName(HOST), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  private Optional<TlsProblem> problem() throws IOException {
    return problem(server.getAddress().getPort());
  }

  private Optional<TlsProblem> problem(int port) throws IOException {
    TrustedAuthorities trusted =
        new KeystoreFile("setting", authority.pem("authority.pem"), Optional.empty()).authorities();
    URI address = URI.create("https://" + HOST + ":" + port + "/");
    HttpsURLConnection connection = (HttpsURLConnection) address.toURL().openConnection();
    connection.setReadTimeout(10_000);
    connection.setSSLSocketFactory(trusted.socketFactory());
    try {
      assertThat(connection.getResponseCode()).isEqualTo(204);
      return Optional.empty();
    } catch (IOException e) {
      return TlsProblem.of(e);
    } finally {
      connection.disconnect();
    }
  }
}
