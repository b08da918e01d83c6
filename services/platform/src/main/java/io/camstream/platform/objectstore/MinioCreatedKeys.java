package io.camstream.platform.objectstore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.EOFException;
import java.util.List;
import java.util.stream.StreamSupport;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * Reads MinIO's notifications: one JSON object a line, with or without an event. Their keys are not
 * URL-encoded, unlike those of events that MinIO sends to other targets.
 */
final class MinioCreatedKeys implements CreatedKeys {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An event holds a key of 1 KB and the object's metadata of at most 2 KB, escaped. */
  private static final long LONGEST_LINE = 1 << 20;

  private final String purpose;
  private final Response answer;

  MinioCreatedKeys(String purpose, Response answer) {
    this.purpose = purpose;
    this.answer = answer;
  }

  @Override
  public List<String> next() {
    return StoreErrors.mapped(
        purpose,
        () -> {
          BufferedSource source = answer.body().source();
          if (source.exhausted()) {
            throw new EOFException("the store ended the connection");
          }
          return keys(JSON.readTree(source.readUtf8LineStrict(LONGEST_LINE)));
        });
  }

  static List<String> keys(JsonNode line) {
    JsonNode records = line == null ? MissingNode.getInstance() : line.path("Records");
    return StreamSupport.stream(records.spliterator(), false)
        .map(event -> event.path("s3").path("object").path("key").asText())
        .filter(key -> !key.isEmpty())
        .toList();
  }

  @Override
  public void close() {
    answer.close();
  }
}
