package io.camstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.engine.convnext.Checkpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomCheckpointTest {

  @TempDir private Path folder;

  @Test
  void shouldWriteATinyThatTheEngineReadsAlwaysTheSame() throws Exception {
    RandomCheckpoint.write(folder.resolve("one"));
    RandomCheckpoint.write(folder.resolve("two"));

    Checkpoint one = Checkpoint.read(folder.resolve("one"));
    Checkpoint two = Checkpoint.read(folder.resolve("two"));

    assertThat(one.identity().classNames()).hasSize(5);
    assertThat(one.model().features()).isEqualTo(768);
    assertThat(two.identity().weightsSha256()).isEqualTo(one.identity().weightsSha256());
  }
}
