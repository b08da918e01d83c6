package io.camstream.engine.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {

  @ParameterizedTest
  @CsvSource({
    "0.9343, 93.4 %",
    "0.5, 50.0 %",
    "0.001, 0.1 %",
    "0.999, 99.9 %",
    "0.9991, > 99.9 %",
    "1, > 99.9 %",
    "0.0009, < 0.1 %",
    "0, < 0.1 %"
  })
  void shouldNeverClaimCertainty(double probability, String text) {
    assertThat(Percent.of(probability)).isEqualTo(text);
  }
}
