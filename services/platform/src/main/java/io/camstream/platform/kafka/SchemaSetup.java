package io.camstream.platform.kafka;

import io.camstream.platform.error.UserError;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;

/** Registers the topics' schemas and the compatibility level of their subjects. Idempotent. */
public final class SchemaSetup {
  /** Readers with the newest schema can read every record ever written. */
  public static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

  private final SchemaRegistryClient client;
  private final RegistryCalls calls;

  /**
   * @param client closed by the caller
   * @param retryFor how long calls are retried while the registry does not answer
   */
  public SchemaSetup(SchemaRegistryClient client, Duration retryFor) {
    this.client = client;
    this.calls = new RegistryCalls(retryFor);
  }

  /**
   * @throws UserError if a schema is incompatible with one that is registered
   * @throws RegistryUnavailableException if the registry does not answer
   */
  public void register(List<Topic<?>> topics) {
    topics.forEach(this::register);
  }

  private void register(Topic<?> topic) {
    String subject = topic.subject();
    try {
      setCompatibility(subject);
      calls.run(
          "register the schema of " + subject,
          () -> RegisteredSchema.register(client, subject, RegisteredSchema.of(topic.valueType())));
    } catch (RestClientException e) {
      throw new UserError(problem(subject, e), e);
    }
  }

  /** Status 409: another setup, or an earlier call that timed out, may just have set it. */
  private void setCompatibility(String subject) throws RestClientException {
    String purpose = "set the compatibility of " + subject;
    try {
      calls.run(purpose, () -> client.updateCompatibility(subject, COMPATIBILITY));
    } catch (RestClientException e) {
      if (e.getStatus() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      calls.run(purpose, () -> client.updateCompatibility(subject, COMPATIBILITY));
    }
  }

  private static String problem(String subject, RestClientException e) {
    return e.getStatus() == 409
        ? "The schema of "
            + subject
            + " is not compatible with what is registered there. This version can't read older"
            + " records: use the version that wrote them, or another"
            + " camstream.kafka.topic-prefix."
        : "The schema registry refuses the schema of " + subject + ": " + e.getMessage();
  }
}
