package io.camstream.cli.command;

import io.camstream.embedded.ServerEndedException;
import io.camstream.embedded.ServerStartException;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.RegistryUnavailableException;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.service.UserErrors;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints one line for a failed command; the stack trace goes to the log. */
final class FailureMessages implements IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FailureMessages.class);

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    if (failure instanceof InterruptedException) {
      return ExitCode.STOPPED;
    }
    Optional<UserError> mistake = UserErrors.in(failure);
    if (mistake.isEmpty()) {
      LOG.error("The command failed", failure);
    }
    String message = mistake.map(Throwable::getMessage).orElseGet(() -> message(failure));
    command.getErr().println("camstream: " + message);
    return ExitCode.FAILED;
  }

  private static String message(Exception failure) {
    if (failure instanceof ServerStartException
        || failure instanceof StoreException
        || failure instanceof RegistryUnavailableException) {
      return failure.getMessage();
    }
    if (failure instanceof ServerEndedException) {
      return failure.getMessage() + LogOutput.place();
    }
    if (failure instanceof TimeoutException) {
      return "Kafka does not answer. Check that it runs and that camstream.kafka.bootstrap-servers"
          + " is"
          + " right; './camstream doctor' checks every connection. (%s)"
              .formatted(failure.getMessage());
    }
    if (failure instanceof KafkaException) {
      return "Kafka reported an error: " + failure.getMessage();
    }
    return "unexpected failure: " + failure + LogOutput.place();
  }
}
