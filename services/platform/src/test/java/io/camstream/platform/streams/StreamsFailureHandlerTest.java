package io.camstream.platform.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.RegistryUnavailableException;
import io.camstream.platform.objectstore.StoreDeniedException;
import io.camstream.platform.service.ShutdownSignal;
import java.time.Duration;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamsFailureHandlerTest {

  private final ShutdownSignal shutdown = new ShutdownSignal();
  private final StreamsFailureHandler handler =
      new StreamsFailureHandler(shutdown, Duration.ofMillis(1));

  static RuntimeException[] retriable() {
    return new RuntimeException[] {
      new StreamsException(new TimeoutException("no answer within 60 s")),
      new StreamsException(new RegistryUnavailableException("refused", null)),
      // A commit after the broker has ended the transaction, for instance of a suspended process.
      new StreamsException(new InvalidTxnStateException("invalid state"))
    };
  }

  @ParameterizedTest
  @MethodSource("retriable")
  void shouldReplaceTheThreadAfterARetriableError(RuntimeException failure) {
    assertThat(handler.handle(failure)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(shutdown.isOver()).isFalse();
  }

  static RuntimeException[] userErrors() {
    return new RuntimeException[] {
      new StreamsException(new UserError("Run 'camstream setup' first.")),
      new StreamsException(new SaslAuthenticationException("wrong password")),
      new StreamsException(new TopicAuthorizationException("not yours")),
      new StreamsException(new RecordTooLargeException("larger than the max message size")),
      new StreamsException(new StoreDeniedException("no access", null)),
      new MissingSourceTopicException("camstream.images")
    };
  }

  @ParameterizedTest
  @MethodSource("userErrors")
  void shouldStopWithOneClearLineAfterAUserError(RuntimeException failure) {
    assertThat(handler.handle(failure)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThatThrownBy(() -> shutdown.await(Duration.ZERO)).isInstanceOf(UserError.class);
  }

  @Test
  void shouldNotReplaceAThreadOnceTheServiceShutsDown() {
    shutdown.stopped();

    assertThat(handler.handle(new StreamsException(new TimeoutException("no answer"))))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }

  @Test
  void shouldStopWithTheFailureItselfAfterABug() {
    RuntimeException bug = new StreamsException(new IllegalStateException("a bug"));

    assertThat(handler.handle(bug)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    assertThatThrownBy(() -> shutdown.await(Duration.ZERO)).isSameAs(bug);
  }

  @Test
  void shouldKeepTheFirstReasonOnly() throws Exception {
    shutdown.stopped();
    shutdown.failed(new IllegalStateException("while closing"));

    assertThat(shutdown.await(Duration.ZERO)).isTrue();
  }
}
