package io.camstream.platform.kafka;

import io.camstream.platform.error.UserError;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificData;

/** The schema of a generated class, as it is registered under a subject. */
final class RegisteredSchema {
  private static final int CONFLICT = 409;

  private RegisteredSchema() {}

  /** Omits {@code avro.java.string}, which has no meaning in other languages. */
  static AvroSchema of(Class<?> type) {
    String json = SpecificData.getForClass(type).getSchema(type).toString();
    String plain =
        json.replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
    return new AvroSchema(plain, List.of(), Map.of(), null);
  }

  /**
   * Returns the schema's id in the registry.
   *
   * @param register whether to register the schema if it is missing
   * @throws UserError if the schema is missing, or the credentials are rejected
   * @throws RegistryUnavailableException if the registry does not answer
   */
  static int idOf(
      SchemaRegistryClient client,
      RegistryCalls calls,
      String subject,
      AvroSchema schema,
      boolean register) {
    try {
      return calls.run(
          "find the schema of " + subject,
          () -> register ? register(client, subject, schema) : client.getId(subject, schema));
    } catch (RestClientException e) {
      throw new UserError(
          "The schema registry lacks this version's schema of "
              + subject
              + " ("
              + e.getMessage()
              + "). Run 'camstream setup' first.",
          e);
    }
  }

  /**
   * Registers the schema if it is missing.
   *
   * @return its id
   * @throws RestClientException if the registry rejects it, with status 409 if it is incompatible
   */
  static int register(SchemaRegistryClient client, String subject, AvroSchema schema)
      throws IOException, RestClientException {
    try {
      return client.register(subject, schema);
    } catch (RestClientException refused) {
      if (refused.getStatus() != CONFLICT) {
        throw refused;
      }
      return idFromAnother(client, subject, schema, refused);
    }
  }

  /**
   * Apicurio answers with a conflict when two processes register a new subject at the same time.
   */
  private static int idFromAnother(
      SchemaRegistryClient client, String subject, AvroSchema schema, RestClientException refused)
      throws IOException, RestClientException {
    try {
      return client.getId(subject, schema);
    } catch (RestClientException unknown) {
      refused.addSuppressed(unknown);
      throw refused;
    }
  }
}
