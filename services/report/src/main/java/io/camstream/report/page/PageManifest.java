package io.camstream.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code manifest.js}: the one file of a report that changes. It is written after all files that it
 * names, so whoever has read it can read these.
 *
 * @param lineage which history of the batch its revisions belong to
 * @param revision all changes of rows up to it are in the shards, none later
 * @param catalogue file name of the {@link Catalogue}
 * @param findings file name of the {@link PageFindings}; empty where there are none yet
 * @param shards in the order of writing: a row replaces rows of the same key in earlier ones
 * @param garbage lists of files that earlier manifests named; these stay for a while, for pages
 *     that have read one of them
 * @param files tables beside the page
 */
public record PageManifest(
    String batch,
    String lineage,
    long revision,
    Instant writtenAt,
    Counts counts,
    Optional<Instant> firstDiscoveredAt,
    Optional<Instant> lastFinishedAt,
    String catalogue,
    String findings,
    List<Shard> shards,
    List<Garbage> garbage,
    String colormap,
    List<String> files) {

  static final int FORMAT = 1;

  public PageManifest {
    shards = List.copyOf(shards);
    garbage = List.copyOf(garbage);
    files = List.copyOf(files);
  }

  /** How far the batch is. */
  public record Counts(long discovered, long explained, long failed) {
    public long pending() {
      return discovered - explained - failed;
    }
  }

  /** File names, without folder and ending. */
  public record Shard(int rows, String data, String measures, String means) {}

  /**
   * Files that are not needed any more.
   *
   * @param name of the file that lists them
   */
  public record Garbage(String name, Instant since) {}

  PageManifest withFindings(String name) {
    return new PageManifest(
        batch,
        lineage,
        revision,
        writtenAt,
        counts,
        firstDiscoveredAt,
        lastFinishedAt,
        catalogue,
        name,
        shards,
        garbage,
        colormap,
        files);
  }

  byte[] bytes() {
    return ("camstream.manifest(" + ReportScript.json(this::write) + ");\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("format", FORMAT);
    json.writeStringField("batch", batch);
    json.writeStringField("lineage", lineage);
    json.writeNumberField("revision", revision);
    json.writeStringField("writtenAt", writtenAt.toString());
    json.writeBooleanField("complete", counts.pending() == 0);
    json.writeObjectFieldStart("counts");
    json.writeNumberField("discovered", counts.discovered());
    json.writeNumberField("explained", counts.explained());
    json.writeNumberField("failed", counts.failed());
    json.writeNumberField("pending", counts.pending());
    json.writeEndObject();
    json.writeStringField(
        "firstDiscoveredAt", firstDiscoveredAt.map(Instant::toString).orElse(null));
    json.writeStringField("lastFinishedAt", lastFinishedAt.map(Instant::toString).orElse(null));
    json.writeStringField("catalogue", catalogue);
    json.writeArrayFieldStart("shards");
    for (Shard shard : shards) {
      json.writeStartObject();
      json.writeNumberField("rows", shard.rows());
      json.writeStringField("data", shard.data());
      json.writeStringField("measures", shard.measures());
      json.writeStringField("means", shard.means());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("garbage");
    for (Garbage item : garbage) {
      json.writeStartObject();
      json.writeStringField("name", item.name());
      json.writeStringField("since", item.since().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("findings", findings);
    json.writeStringField("colormap", colormap);
    json.writeArrayFieldStart("files");
    for (String file : files) {
      json.writeString(file);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * @throws IllegalArgumentException for what is no manifest of this format
   */
  static PageManifest read(byte[] bytes) {
    JsonNode json = ReportScript.content(bytes);
    if (json.path("format").asInt() != FORMAT) {
      throw new IllegalArgumentException("a manifest of format " + json.path("format"));
    }
    List<Shard> shards = new ArrayList<>();
    for (JsonNode shard : json.path("shards")) {
      shards.add(
          new Shard(
              shard.path("rows").asInt(),
              shard.path("data").asText(),
              shard.path("measures").asText(),
              shard.path("means").asText()));
    }
    List<Garbage> garbage = new ArrayList<>();
    for (JsonNode item : json.path("garbage")) {
      garbage.add(
          new Garbage(item.path("name").asText(), Instant.parse(item.path("since").asText())));
    }
    List<String> files = new ArrayList<>();
    json.path("files").forEach(file -> files.add(file.asText()));
    JsonNode counts = json.path("counts");
    return new PageManifest(
        json.path("batch").asText(),
        json.path("lineage").asText(),
        json.path("revision").asLong(),
        Instant.parse(json.path("writtenAt").asText()),
        new Counts(
            counts.path("discovered").asLong(),
            counts.path("explained").asLong(),
            counts.path("failed").asLong()),
        instant(json.path("firstDiscoveredAt")),
        instant(json.path("lastFinishedAt")),
        json.path("catalogue").asText(),
        json.path("findings").asText(),
        shards,
        garbage,
        json.path("colormap").asText(),
        files);
  }

  private static Optional<Instant> instant(JsonNode json) {
    return json.isTextual() ? Optional.of(Instant.parse(json.asText())) : Optional.empty();
  }
}
