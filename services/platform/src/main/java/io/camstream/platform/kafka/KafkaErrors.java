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
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Tells which of Kafka's failures pass by themselves, and which are for the user to mend. */
public final class KafkaErrors {
  private static final String SECURITY = "camstream.kafka.security.";

  /**
   * The broker has ended a transaction without the producer: it ran out of time, for instance while
   * its process was suspended, or another producer took over. Nothing of it was committed. Kafka
   * Streams 4.3.1 copes with most of these; what it lets through kills a stream thread.
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
   * What a stream thread died of, if a new thread can go on from the last commit: a server that did
   * not answer, or a transaction that the broker has ended.
   */
  public static Optional<Throwable> passing(Throwable failure) {
    return Throwables.getCausalChain(failure).stream()
        .filter(
            cause ->
                cause instanceof RetriableException
                    || TRANSACTION_IS_OVER.stream().anyMatch(ended -> ended.isInstance(cause)))
        .findFirst();
  }

  /**
   * The user's mistake behind an exception of a Kafka client: refused credentials, certificates or
   * rights. Empty where it is another matter, such as a broker that does not answer.
   */
  public static Optional<UserError> userError(Throwable failure) {
    return Throwables.getCausalChain(failure).stream()
        .flatMap(cause -> line(cause).stream())
        .findFirst()
        .map(line -> new UserError(line, failure));
  }

  /** What a future failed with: the user's mistake behind it, else Kafka's own exception. */
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
          "Kafka does not offer the mechanism of " + SECURITY + "sasl-mechanism: " + said(cause));
    } else if (cause instanceof SaslAuthenticationException) {
      return Optional.of(
          "Kafka refuses the user or the password. Check "
              + SECURITY
              + "username, password and sasl-mechanism. It said: "
              + said(cause));
    } else if (cause instanceof SslAuthenticationException) {
      return Optional.of(tls(cause));
    } else if (cause instanceof AuthenticationException) {
      return Optional.of("Kafka refuses us: " + said(cause) + ". Check " + SECURITY + "*.");
    } else if (cause instanceof AuthorizationException) {
      return Optional.of(
          "Kafka's user has not all the rights that are needed: "
              + said(cause)
              + ". Give them to the user of "
              + SECURITY
              + "username.");
    }
    return Optional.empty();
  }

  private static String tls(Throwable cause) {
    Optional<TlsProblem> problem = TlsProblem.of(cause);
    String what = problem.map(TlsProblem::text).orElseGet(() -> "TLS fails: " + said(cause));
    String check =
        switch (problem.orElse(TlsProblem.NO_TLS)) {
          case EXPIRED, UNTRUSTED -> SECURITY + "truststore";
          case OTHER_HOST -> "camstream.kafka.bootstrap-servers";
          case CLIENT_REFUSED -> SECURITY + "keystore";
          case NO_TLS -> SECURITY + "protocol";
        };
    return "A connection to Kafka is not possible: " + what + ". Check " + check + ".";
  }

  /** The broker's words may be anything. */
  private static String said(Throwable cause) {
    return Quoted.of(String.valueOf(cause.getMessage()));
  }
}
