package io.camstream.worker.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AuditSamplerTest {

  @Test
  void takesTheFirstOfEachBatchAndClass() {
    AuditSampler sampler = AuditSampler.of("3", 0);

    for (String batch : new String[] {"a", "b"}) {
      for (String name : new String[] {"x", "y"}) {
        for (int i = 0; i < 3; i++) {
          assertThat(sampler.takes(batch, name, "v" + i)).isTrue();
        }
      }
    }
  }

  @Test
  void takesFewerAndFewerOfALargeBatch() {
    AuditSampler sampler = AuditSampler.of("200", 0);
    int first = 0;
    int second = 0;
    for (int i = 0; i < 100_000; i++) {
      first += sampler.takes("a", "x", "version-" + i) && i < 10_000 ? 1 : 0;
      second += sampler.takes("b", "x", "version-" + i) && i >= 10_000 ? 1 : 0;
    }

    // 200 + 200 ln(10,000 / 200) = 982, and 200 ln(10) = 461 of the next 90,000.
    assertThat(first).isBetween(800, 1200);
    assertThat(second).isBetween(330, 600);
  }

  @Test
  void knowsAllAndOffAndRefusesTheRest() {
    AuditSampler all = AuditSampler.of("ALL", 0);
    for (int i = 0; i < 1000; i++) {
      assertThat(all.takes("a", "x", "v" + i)).isTrue();
    }
    assertThat(AuditSampler.of("off", 0).takes("a", "x", "v")).isFalse();
    assertThatThrownBy(() -> AuditSampler.of("some", 0)).hasMessageContaining("'some'");
    assertThatThrownBy(() -> AuditSampler.of("-1", 0)).hasMessageContaining("'all' or 'off'");
  }
}
