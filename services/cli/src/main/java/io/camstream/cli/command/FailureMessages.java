package io.camstream.cli.command;

import io.camstream.embedded.ServerStartException;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.RegistryUnavailableException;
import io.camstream.platform.objectstore.StoreException;
import io.camstream.platform.service.UserErrors;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** One line for each failure of a command; the stack trace goes to the log. */
final class FailureMessages implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    if (failure instanceof InterruptedException) {
      return ExitCode.STOPPED;
    }
    Optional<UserError> mistake = UserErrors.in(failure);
    if (mistake.isEmpty()) {
      // No constant: a logger that is made before the command has named its log goes nowhere.
      LoggerFactory.getLogger(FailureMessages.class).error("The command failed", failure);
    }
    String message = mistake.map(Throwable::getMessage).orElseGet(() -> message(failure));
    command.getErr().println("camstream: " + message);
    return ExitCode.FAILED;
  }

  static void printBrokerHalt(String reason) {
    System.err.println("camstream: the Kafka broker can't go on: " + reason + LogOutput.place());
  }

  private static String message(Exception failure) {
    if (failure instanceof ServerStartException
        || failure instanceof StoreException
        || failure instanceof RegistryUnavailableException) {
      return failure.getMessage();
    }
    if (failure instanceof TimeoutException) {
      return "Kafka does not answer. Check camstream.kafka.bootstrap-servers and that it runs; the"
          + " doctor command tells more. (%s)".formatted(failure.getMessage());
    }
    if (failure instanceof KafkaException) {
      return "Kafka does not do what it should: " + failure.getMessage();
    }
    return "unexpected failure: " + failure + LogOutput.place();
  }
}
