package io.camstream.worker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.RegistryUnavailableException;
import io.camstream.platform.service.ShutdownSignal;
import java.time.Duration;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamFailuresTest {

  private final ShutdownSignal ending = new ShutdownSignal();
  private final StreamFailures failures = new StreamFailures(ending, Duration.ofMillis(1));

  static RuntimeException[] passing() {
    return new RuntimeException[] {
      new StreamsException(new TimeoutException("no answer within 60 s")),
      new StreamsException(new RegistryUnavailableException("refused", null)),
      // A commit after the broker has ended the transaction, for instance of a suspended process.
      new StreamsException(new InvalidTxnStateException("invalid state"))
    };
  }

  @ParameterizedTest
  @MethodSource("passing")
  void shouldGoOnWithANewThreadAfterWhatPasses(RuntimeException failure) {
    assertThat(failures.handle(failure)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(ending.isOver()).isFalse();
  }

  static RuntimeException[] mistakesOfUse() {
    return new RuntimeException[] {
      new StreamsException(new UserError("Run 'camstream setup' first.")),
      new StreamsException(new SaslAuthenticationException("wrong password")),
      new StreamsException(new TopicAuthorizationException("not yours")),
      new MissingSourceTopicException("camstream.images")
    };
  }

  @ParameterizedTest
  @MethodSource("mistakesOfUse")
  void shouldStopWithOneClearLineAfterAMistakeOfUse(RuntimeException failure) {
    assertThat(failures.handle(failure)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThatThrownBy(() -> ending.await(Duration.ZERO)).isInstanceOf(UserError.class);
  }

  @Test
  void shouldStopWithTheFailureItselfAfterABug() {
    RuntimeException bug = new StreamsException(new IllegalStateException("a bug"));

    assertThat(failures.handle(bug)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThatThrownBy(() -> ending.await(Duration.ZERO)).isSameAs(bug);
  }

  @Test
  void shouldTellTheFirstReasonOnly() throws Exception {
    ending.stopped();
    ending.failed(new IllegalStateException("while closing"));

    assertThat(ending.await(Duration.ZERO)).isTrue();
  }
}
