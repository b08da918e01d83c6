package io.camstream.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaErrorsTest {

  static Stream<KafkaException> passing() {
    return Stream.of(
        new TimeoutException("no answer within 60 s"),
        new InvalidTxnStateException("aborted by the broker"),
        new InvalidProducerEpochException("older than the broker's"),
        new ProducerFencedException("another producer took over"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void shouldLetANewThreadGoOnAfterOutagesAndEndedTransactions(KafkaException failure) {
    assertThat(KafkaErrors.retriable(new KafkaException("commit failed", failure)))
        .containsSame(failure);
  }

  static Stream<KafkaException> staying() {
    return Stream.of(
        new RecordTooLargeException("2 MB"),
        new SaslAuthenticationException("wrong password"),
        new TopicAuthorizationException("not yours"),
        new KafkaException("a bug"));
  }

  @ParameterizedTest
  @MethodSource("staying")
  void shouldNotRetryWhatStays(KafkaException failure) {
    assertThat(KafkaErrors.retriable(new KafkaException("commit failed", failure))).isEmpty();
  }
}
