package io.camstream.platform.kafka;

import com.google.common.base.Throwables;
import io.camstream.platform.error.UserError;
import io.camstream.platform.tls.TlsProblem;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.util.Optional;

/** Finds the user's mistake behind a failed call to the registry. */
public final class RegistryErrors {
  private RegistryErrors() {}

  /**
   * The user's mistake behind an exception of a call to the registry: rejected credentials or
   * certificates. Empty for all other failures, such as a registry that does not answer.
   */
  public static Optional<UserError> userError(Throwable failure) {
    return Throwables.getCausalChain(failure).stream().anyMatch(RegistryErrors::refusesCredentials)
        ? Optional.of(
            new UserError(
                "The schema registry refuses the credentials. Check camstream.registry.username and"
                    + " camstream.registry.password, or camstream.registry.token.",
                failure))
        : TlsProblem.of(failure).map(problem -> tls(problem, failure));
  }

  private static boolean refusesCredentials(Throwable cause) {
    return cause instanceof RestClientException answer
        && (answer.getStatus() == 401 || answer.getStatus() == 403);
  }

  private static UserError tls(TlsProblem problem, Throwable failure) {
    return new UserError(
        "A connection to the schema registry is not possible: "
            + problem.text()
            + ". Check camstream.registry.url and camstream.registry.truststore.",
        failure);
  }
}
