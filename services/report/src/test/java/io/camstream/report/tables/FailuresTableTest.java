package io.camstream.report.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.testkit.SampleRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FailuresTableTest {

  @Test
  void shouldSayWhyEachImageFailed() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FailuresTable table = new FailuresTable(out)) {
      table.write(
          SampleRecords.failed(
              SampleRecords.labelled("plate/=x.png", "Round"),
              "UNREADABLE_IMAGE",
              "cut off, at 12"));
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            image,name,label,stage,code,message,attempts,retriable,failed_at,worker,image_bytes,etag,version_id
            images/plate/=x.png,'=x.png,Round,DECODE,UNREADABLE_IMAGE,"cut off, at 12",1,false,2026-03-01T12:00:30Z,worker-1,1234,0123456789abcdef,
            """);
  }
}
