package io.camstream.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.chaos.check.BatchReport.Counts;
import io.minio.errors.MinioException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** Reads the reports of all batches. */
public final class ReportReader {
  private static final String SUMMARY = "/summary.json";

  private final BucketReader store;
  private final String bucket;
  private final ObjectMapper json = new ObjectMapper();

  public ReportReader(BucketReader store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /** Those that have a summary, which is written last. */
  public List<BatchReport> read() {
    return store.list(bucket).stream()
        .map(BucketReader.Listed::key)
        .filter(key -> key.endsWith(SUMMARY))
        .map(key -> read(key.substring(0, key.length() - SUMMARY.length())))
        .toList();
  }

  private BatchReport read(String folder) {
    try {
      JsonNode summary = json.readTree(store.bytes(bucket, folder + SUMMARY));
      return new BatchReport(
          summary.required("batch").asText(),
          counts(summary.required("counts")),
          rows(folder + "/results.csv"),
          rows(folder + "/failures.csv"));
    } catch (IOException e) {
      throw new UncheckedIOException("report " + folder, e);
    } catch (MinioException e) {
      throw new IllegalStateException("report " + folder + " can't be read", e);
    }
  }

  private static Counts counts(JsonNode counts) {
    return new Counts(
        counts.required("discovered").asLong(),
        counts.required("explained").asLong(),
        counts.required("failed").asLong(),
        counts.required("pending").asLong());
  }

  private List<ObjectVersionEvidence> rows(String key) throws IOException, MinioException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader text =
            new InputStreamReader(
                new ByteArrayInputStream(store.bytes(bucket, key)), StandardCharsets.UTF_8);
        CSVParser rows = CSVParser.parse(text, format)) {
      return rows.stream().map(row -> version(row.get("image"), row.get("etag"))).toList();
    }
  }

  /** A bucket's name has no slash. */
  private static ObjectVersionEvidence version(String image, String etag) {
    int slash = image.indexOf('/');
    return new ObjectVersionEvidence(image.substring(0, slash), image.substring(slash + 1), etag);
  }
}
