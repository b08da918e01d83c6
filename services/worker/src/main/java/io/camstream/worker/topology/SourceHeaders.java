package io.camstream.worker.topology;

import io.camstream.schemas.PendingImage;
import io.camstream.schemas.RecordHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Copies the headers of a reference's record, such as a trace id, to the record of its outcome. */
final class SourceHeaders {

  private SourceHeaders() {}

  static List<RecordHeader> keep(Headers headers) {
    List<RecordHeader> kept = new ArrayList<>();
    for (Header header : headers) {
      byte[] value = header.value();
      kept.add(new RecordHeader(header.key(), value == null ? null : ByteBuffer.wrap(value)));
    }
    return kept;
  }

  static Headers restore(PendingImage image) {
    Headers headers = new RecordHeaders();
    for (RecordHeader header : image.getHeaders()) {
      ByteBuffer value = header.getValue();
      headers.add(header.getKey(), value == null ? null : bytes(value));
    }
    return headers;
  }

  private static byte[] bytes(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return bytes;
  }
}
