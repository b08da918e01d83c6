package io.camstream.platform.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.Secret;
import io.confluent.kafka.schemaregistry.client.security.bearerauth.BearerAuthCredentialProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Access tokens of an OAuth server, asked for with the client's credentials (RFC 6749, 4.4). A
 * token is used for four fifths of its life. Thread-safe.
 */
final class ClientCredentials implements BearerAuthCredentialProvider {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ANSWER = 1 << 20;

  /** Where the server does not say it. */
  private static final int USUAL_LIFE_SECONDS = 300;

  private final HttpClient http;
  private final HttpRequest request;
  private String token;
  private Instant renewal = Instant.MIN;

  private ClientCredentials(HttpClient http, HttpRequest request) {
    this.http = http;
    this.request = request;
  }

  /**
   * @throws UserError if the client's id or secret is missing
   */
  static ClientCredentials of(RegistrySettings settings, URI endpoint) {
    String id = settings.username().orElseThrow(ClientCredentials::missing);
    Secret secret = settings.password().orElseThrow(ClientCredentials::missing);
    String form =
        "grant_type=client_credentials"
            + settings.tokenScope().map(scope -> "&scope=" + encoded(scope)).orElse("");
    String user = encoded(id) + ":" + encoded(secret.reveal());
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(settings.timeout())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return new ClientCredentials(
        HttpClient.newBuilder().connectTimeout(settings.timeout()).build(), request);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static UserError missing() {
    return new UserError(
        "camstream.registry.token-endpoint needs camstream.registry.username (the client's id) and"
            + " camstream.registry.password (its secret).");
  }

  /**
   * @throws UncheckedIOException if the server does not answer, which passes
   * @throws UserError if it refuses the credentials
   */
  @Override
  public synchronized String getBearerToken(URL registry) {
    if (Instant.now().isAfter(renewal)) {
      renew();
    }
    return token;
  }

  private void renew() {
    JsonNode answer = ask();
    Optional<String> access = Optional.ofNullable(answer.path("access_token").textValue());
    token =
        access.orElseThrow(
            () -> new UserError("The answer of " + request.uri() + " holds no access_token."));
    long seconds = Math.max(1, answer.path("expires_in").asLong(USUAL_LIFE_SECONDS));
    renewal = Instant.now().plus(Duration.ofSeconds(seconds).multipliedBy(4).dividedBy(5));
  }

  private JsonNode ask() {
    try {
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        byte[] content = body.readNBytes(MAX_ANSWER);
        int status = answer.statusCode();
        if (status == 200) {
          return JSON.readTree(content);
        } else if (status >= 400 && status < 500) {
          throw new UserError(
              request.uri()
                  + " refuses the credentials with status "
                  + status
                  + ". Check camstream.registry.username and camstream.registry.password.");
        }
        throw new IOException(request.uri() + " answered with status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Interrupted while asking for a token", e));
    }
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // All that it needs came with the settings.
  }

  @Override
  public void close() {
    // The HTTP client has no resources that must be given back.
  }
}
