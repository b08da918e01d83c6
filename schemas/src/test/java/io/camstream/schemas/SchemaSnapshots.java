package io.camstream.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Every version of one record's schema that was ever in use: v1.avsc, v2.avsc … */
final class SchemaSnapshots {
  private static final Path ROOT = Path.of("src/test/resources/snapshots");

  private final Class<? extends SpecificRecord> type;
  private final List<Schema> versions;

  private SchemaSnapshots(Class<? extends SpecificRecord> type, List<Schema> versions) {
    this.type = type;
    this.versions = List.copyOf(versions);
  }

  static SchemaSnapshots of(Class<? extends SpecificRecord> type) throws IOException {
    List<Schema> versions = new ArrayList<>();
    Path file = file(type, 1);
    while (Files.exists(file)) {
      versions.add(new Schema.Parser().parse(Files.readString(file)));
      file = file(type, versions.size() + 1);
    }
    return new SchemaSnapshots(type, versions);
  }

  /** Oldest first. */
  List<Schema> versions() {
    return versions;
  }

  boolean newestIs(Schema schema) {
    return !versions.isEmpty() && versions.get(versions.size() - 1).equals(schema);
  }

  void writeNext(Schema schema) throws IOException {
    Path file = file(type, versions.size() + 1);
    Files.createDirectories(file.getParent());
    Files.writeString(file, schema.toString(true) + "\n");
  }

  private static Path file(Class<?> type, int version) {
    return ROOT.resolve(type.getSimpleName()).resolve("v" + version + ".avsc");
  }
}
