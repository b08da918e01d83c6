package io.camstream.platform.kafka;

import com.google.common.base.Throwables;
import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import io.camstream.platform.tls.TlsProblem;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Classifies exceptions of Kafka clients: retriable ones, and mistakes that a user must fix. */
public final class KafkaErrors {
  private static final String SECURITY = "camstream.kafka.security.";

  /**
   * The broker has aborted the transaction: it timed out, for instance while the process was
   * suspended, or the producer was fenced. Nothing of it was committed. Kafka Streams 4.3.1 handles
   * most of these; the others end a stream thread.
   */
  private static final Set<Class<? extends KafkaException>> TRANSACTION_IS_OVER =
      Set.of(
          InvalidTxnStateException.class,
          InvalidProducerEpochException.class,
          InvalidPidMappingException.class,
          ProducerFencedException.class,
          TransactionAbortedException.class,
          UnknownProducerIdException.class);

  private KafkaErrors() {}

  /**
   * The retriable cause of a stream thread's failure: a server that did not answer, or a
   * transaction that the broker aborted. A new thread can continue from the last commit.
   */
  public static Optional<Throwable> retriable(Throwable failure) {
    return Throwables.getCausalChain(failure).stream()
        .filter(
            cause ->
                cause instanceof RetriableException
                    || TRANSACTION_IS_OVER.stream().anyMatch(ended -> ended.isInstance(cause)))
        .findFirst();
  }

  /**
   * The user's mistake behind an exception of a Kafka client: rejected credentials or certificates,
   * or missing ACLs. Empty for all other failures, such as a broker that does not answer.
   */
  public static Optional<UserError> userError(Throwable failure) {
    return Throwables.getCausalChain(failure).stream()
        .flatMap(cause -> line(cause).stream())
        .findFirst()
        .map(line -> new UserError(line, failure));
  }

  /** The cause of a failed future: the user's mistake, else Kafka's own exception. */
  public static RuntimeException unchecked(ExecutionException failure) {
    Optional<UserError> mistake = userError(failure);
    if (mistake.isPresent()) {
      return mistake.get();
    }
    return failure.getCause() instanceof RuntimeException cause
        ? cause
        : new KafkaException(failure.getCause());
  }

  private static Optional<String> line(Throwable cause) {
    if (cause instanceof UnsupportedSaslMechanismException) {
      return Optional.of(
          "Kafka does not support the mechanism of "
              + SECURITY
              + "sasl-mechanism: "
              + quoted(cause));
    } else if (cause instanceof SaslAuthenticationException) {
      return Optional.of(
          "Kafka refuses the user or the password. Check "
              + SECURITY
              + "username, password and sasl-mechanism. It said: "
              + quoted(cause));
    } else if (cause instanceof SslAuthenticationException) {
      return Optional.of(tls(cause));
    } else if (cause instanceof AuthenticationException) {
      return Optional.of(
          "Kafka rejected the client's credentials: "
              + quoted(cause)
              + ". Check "
              + SECURITY
              + "*.");
    } else if (cause instanceof AuthorizationException) {
      return Optional.of(
          "Kafka denied access: "
              + quoted(cause)
              + ". Grant the missing ACLs to the user configured in "
              + SECURITY
              + "username.");
    } else if (cause instanceof RecordTooLargeException) {
      return Optional.of(
          "Kafka rejected a record as too large: "
              + quoted(cause)
              + ". Raise max.message.bytes of its topic; an explanation also gets smaller with"
              + " fewer methods, classes or layers.");
    }
    return Optional.empty();
  }

  private static String tls(Throwable cause) {
    Optional<TlsProblem> problem = TlsProblem.of(cause);
    String what = problem.map(TlsProblem::text).orElseGet(() -> "TLS fails: " + quoted(cause));
    String check =
        switch (problem.orElse(TlsProblem.NO_TLS)) {
          case EXPIRED, UNTRUSTED -> SECURITY + "truststore";
          case OTHER_HOST -> "camstream.kafka.bootstrap-servers";
          case CLIENT_REFUSED -> SECURITY + "keystore";
          case NO_TLS -> SECURITY + "protocol";
        };
    return "A connection to Kafka is not possible: " + what + ". Check " + check + ".";
  }

  /** The broker's message is untrusted text. */
  private static String quoted(Throwable cause) {
    return Quoted.of(String.valueOf(cause.getMessage()));
  }
}
