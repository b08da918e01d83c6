package io.camstream.platform.kafka;

import io.camstream.platform.error.UserError;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificData;

/** The schema of a generated class as it stands in the registry. */
final class RegisteredSchema {
  private static final int CONFLICT = 409;

  private RegisteredSchema() {}

  /** Without {@code avro.java.string}, which says nothing to readers in other languages. */
  static AvroSchema of(Class<?> type) {
    String json = SpecificData.getForClass(type).getSchema(type).toString();
    String plain =
        json.replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
    return new AvroSchema(plain, List.of(), Map.of(), null);
  }

  /**
   * The id that the registry has given the schema under the subject.
   *
   * @param register it if it is not there
   * @throws UserError if it is not there, or the credentials are refused
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
          "The schema registry does not know this version's schema of "
              + subject
              + " ("
              + e.getMessage()
              + "). Run 'camstream setup' first.",
          e);
    }
  }

  /**
   * Registers the schema unless it is there.
   *
   * @return its id
   * @throws RestClientException if the registry refuses it, with status 409 if it is incompatible
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
   * Where two processes register a new subject at the same moment, Apicurio answers one of them
   * with a conflict.
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
