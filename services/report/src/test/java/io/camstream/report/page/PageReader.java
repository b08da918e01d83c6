package io.camstream.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.camstream.report.page.PageManifest.Shard;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a report as the page does: shard after shard, later rows in the place of earlier ones. */
public final class PageReader {

  /**
   * @param detail null where the row has none
   */
  public record SeenRow(
      String state, String predicted, String label, double confidence, JsonNode detail) {}

  private final PageFiles files;

  public PageReader(PageFiles files) {
    this.files = files;
  }

  public PageManifest manifest() {
    return PageManifest.read(files.get(BatchPage.MANIFEST).orElseThrow());
  }

  /**
   * All rows by key.
   *
   * @throws AssertionError if two shards have a row and the later one does not say that it replaces
   *     the earlier one, or if a file is missing
   */
  public Map<String, SeenRow> rows() {
    Map<String, SeenRow> rows = new TreeMap<>();
    for (Shard shard : manifest().shards()) {
      ShardTable data = table(shard.data());
      ShardTable measures = table(shard.measures());
      if (data.rows() != shard.rows() || measures.rows() != shard.rows()) {
        throw new AssertionError("a shard of another size");
      }
      List<String> keys = data.texts(ShardTables.KEY);
      if (!keys.equals(List.copyOf(new TreeSet<>(keys)))) {
        throw new AssertionError("keys are not in order");
      }
      for (int i = 0; i < shard.rows(); i++) {
        boolean over = data.numbers(ShardTables.OVER)[i] == 1;
        if (!over && rows.containsKey(keys.get(i))) {
          throw new AssertionError("a row twice: " + keys.get(i));
        }
        if (data.entries(ShardTables.STATE).get(i).equals(ShardTables.GONE)) {
          rows.remove(keys.get(i));
        } else {
          rows.put(keys.get(i), row(data, i));
        }
      }
    }
    return rows;
  }

  /** The files that the manifest names, itself included. */
  public Set<String> files() {
    PageManifest manifest = manifest();
    Set<String> named = new TreeSet<>(List.of(BatchPage.MANIFEST));
    named.add("data/" + manifest.catalogue() + ".js");
    manifest.garbage().forEach(list -> named.add("data/" + list.name() + ".js"));
    for (Shard shard : manifest.shards()) {
      List.of(shard.data(), shard.measures(), shard.means())
          .forEach(name -> named.add("data/" + name + ".js"));
      table(shard.data()).entries(ShardTables.BLOCK).stream()
          .filter(block -> block != null)
          .forEach(block -> named.add("blocks/" + block + ".js"));
    }
    return named;
  }

  private SeenRow row(ShardTable data, int i) {
    String block = data.entries(ShardTables.BLOCK).get(i);
    return new SeenRow(
        data.entries(ShardTables.STATE).get(i),
        data.entries("predicted").get(i),
        data.entries("label").get(i),
        data.numbers("confidence")[i],
        block == null
            ? null
            : content("blocks/" + block).get((int) data.numbers(ShardTables.SLOT)[i]));
  }

  private ShardTable table(String name) {
    return ShardTable.read(content("data/" + name));
  }

  private JsonNode content(String path) {
    return ReportScript.content(
        files.get(path + ".js").orElseThrow(() -> new AssertionError("no " + path)));
  }
}
