package io.camstream.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.camstream.report.page.PageManifest.Garbage;
import io.camstream.report.page.PageManifest.Shard;
import io.camstream.report.page.ShardColumn.Dictionary;
import io.camstream.report.page.ShardColumn.Numbers;
import io.camstream.report.page.ShardColumn.Scale;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes what is new of a batch as files that are never changed again: a shard of rows, and blocks
 * of pictures and maps. Small shards are merged into larger ones, eight at a time, so that each row
 * is written a few times at most and a batch of a million rows has some two hundred shards.
 *
 * <p>The caller writes the manifest, after these files. Not thread-safe.
 */
final class PageWriter {

  /** Images of a block: what is loaded to see one of them. */
  static final int BLOCK = 16;

  /** Shards of one level that are merged. */
  static final int MERGED = 8;

  /** Shards of that many rows are not merged any more. */
  static final int LARGE = 8_192;

  /** Blocks with fewer images than this are filled up when their rows are merged. */
  private static final int HALF_FULL = 12;

  private static final Duration KEEP_GARBAGE = Duration.ofMinutes(5);
  private static final String DATA = "data/";
  private static final String BLOCKS = "blocks/";

  private final PageFiles files;
  private final Catalogue catalogue;
  private final List<Shard> shards;
  private final List<Garbage> garbage;
  private final List<String> dropped = new ArrayList<>();
  private String catalogueName;
  private String salt = "";

  private PageWriter(
      PageFiles files,
      Catalogue catalogue,
      String catalogueName,
      List<Shard> shards,
      List<Garbage> garbage) {
    this.files = files;
    this.catalogue = catalogue;
    this.catalogueName = catalogueName;
    this.shards = new ArrayList<>(shards);
    this.garbage = new ArrayList<>(garbage);
  }

  /** Begins a report of which nothing is written. */
  static PageWriter empty(PageFiles files) {
    return new PageWriter(files, new Catalogue(), "", List.of(), List.of());
  }

  /**
   * Goes on with a report.
   *
   * @throws IllegalArgumentException if its catalogue is missing or damaged
   */
  static PageWriter of(PageFiles files, PageManifest manifest) {
    Catalogue catalogue = Catalogue.read(content(files, DATA + manifest.catalogue() + ".js"));
    return new PageWriter(
        files, catalogue, manifest.catalogue(), manifest.shards(), manifest.garbage());
  }

  String catalogue() {
    return catalogueName;
  }

  List<Shard> shards() {
    return List.copyOf(shards);
  }

  List<Garbage> garbage() {
    return List.copyOf(garbage);
  }

  /** Forgets everything that is written: all of it becomes garbage. */
  void clear() {
    shards.forEach(this::dropWithBlocks);
    shards.clear();
  }

  /** Makes garbage of all that another report has left in the folder. */
  void dropAll(PageManifest other) {
    garbage.addAll(other.garbage());
    other.shards().forEach(this::dropWithBlocks);
    drop(other.catalogue().isEmpty() ? null : DATA + other.catalogue());
  }

  private void dropWithBlocks(Shard shard) {
    try {
      blocks(table(shard.data())).forEach(block -> drop(BLOCKS + block));
    } catch (IllegalArgumentException e) {
      // Of a damaged report, the blocks that it does not name stay.
    }
    drop(shard);
  }

  /**
   * Writes rows as a new shard, and merges small shards where there are enough.
   *
   * @param rows one after the other; of rows of the same key the last one counts
   * @param origin where they come from; no two updates with the same rows have the same
   */
  void append(List<ShardRow> rows, String origin, Instant now) {
    salt = origin;
    deleteOld(now);
    if (!rows.isEmpty()) {
      shards.add(write(sorted(rows)));
      merge();
    }
    writeCatalogue();
    writeGarbage(now);
  }

  private void writeCatalogue() {
    ReportScript script = catalogue.script("");
    if (!script.name().equals(catalogueName)) {
      drop(catalogueName.isEmpty() ? null : DATA + catalogueName);
      put(DATA, script);
      catalogueName = script.name();
    }
  }

  private static List<ShardRow> sorted(List<ShardRow> rows) {
    Map<String, ShardRow> byKey = new TreeMap<>();
    for (ShardRow row : rows) {
      byKey.merge(
          row.key(),
          row,
          (before, after) ->
              new ShardRow(
                  after.key(),
                  after.row(),
                  before.overrides() || after.overrides(),
                  after.maps(),
                  after.thumbnail()));
    }
    return List.copyOf(byKey.values());
  }

  private Shard write(List<ShardRow> rows) {
    List<String> blocks = new ArrayList<>(rows.size());
    int[] slots = new int[rows.size()];
    List<String> lines = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      blocks.add(null);
      if (rows.get(i).explanation() != null) {
        lines.add(ImageDetail.json(rows.get(i), catalogue));
        owners.add(i);
      }
      if (lines.size() == BLOCK || (i == rows.size() - 1 && !lines.isEmpty())) {
        String name = putBlock(lines);
        for (int slot = 0; slot < owners.size(); slot++) {
          blocks.set(owners.get(slot), name);
          slots[owners.get(slot)] = slot;
        }
        lines.clear();
        owners.clear();
      }
    }
    ShardTables tables = ShardTables.of(rows, blocks, slots, catalogue);
    return put(tables);
  }

  private Shard put(ShardTables tables) {
    ReportScript data = ReportScript.of("table", "rows", salt, tables.data()::write);
    ReportScript measures = ReportScript.of("table", "measures", salt, tables.measures()::write);
    ReportScript means = tables.means().script(salt);
    put(DATA, data);
    put(DATA, measures);
    put(DATA, means);
    return new Shard(tables.data().rows(), data.name(), measures.name(), means.name());
  }

  /** One image a line, so that blocks can be put together without reading what is in them. */
  private String putBlock(List<String> lines) {
    ReportScript script =
        ReportScript.of("block", "block", salt, "[\n" + String.join(",\n", lines) + "\n]");
    put(BLOCKS, script);
    return script.name();
  }

  private List<String> lines(String block) {
    byte[] bytes =
        files
            .get(BLOCKS + block + ".js")
            .orElseThrow(() -> new IllegalArgumentException("no block " + block));
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
    return Arrays.stream(lines, 1, lines.length - 1)
        .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
        .toList();
  }

  private void put(String folder, ReportScript script) {
    files.put(folder + script.name() + ".js", script.bytes(), ReportScript.CONTENT_TYPE);
  }

  // Merging.

  private static int level(int rows) {
    int level = 0;
    for (int most = LARGE / (MERGED * MERGED * MERGED); most < LARGE; most *= MERGED) {
      if (rows < most) {
        return level;
      }
      level++;
    }
    return rows < LARGE ? level : Integer.MAX_VALUE;
  }

  /** One merge at most: what else is due comes with the next update. */
  private void merge() {
    int levels = level(LARGE - 1);
    for (int level = 0; level <= levels; level++) {
      int from = shards.size();
      int ofLevel = 0;
      while (from > 0 && level(shards.get(from - 1).rows()) <= level) {
        from--;
        ofLevel += level(shards.get(from).rows()) == level ? 1 : 0;
      }
      if (ofLevel >= MERGED) {
        merge(from);
        return;
      }
    }
  }

  private void merge(int from) {
    List<Shard> run = List.copyOf(shards.subList(from, shards.size()));
    ShardTable data = ShardTable.concatenated(run.stream().map(one -> table(one.data())).toList());
    ShardTable measures =
        ShardTable.concatenated(run.stream().map(one -> table(one.measures())).toList());
    boolean[] over = new boolean[data.rows()];
    int[] kept = kept(data, from == 0, over);
    Set<String> blocksBefore = blocks(data);
    ShardTable chosen = data.rows(kept);
    double[] flags = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      flags[i] = over[kept[i]] && from > 0 ? 1 : 0;
    }
    chosen = refilled(chosen.with(ShardTables.OVER, new Numbers(Scale.WHOLE, flags)));
    MeanMaps means = new MeanMaps();
    run.forEach(one -> means.addAll(content(files, DATA + one.means() + ".js")));
    Shard merged = put(new ShardTables(chosen, measures.rows(kept), means));
    run.forEach(this::drop);
    Set<String> unused = new LinkedHashSet<>(blocksBefore);
    unused.removeAll(blocks(chosen));
    unused.forEach(block -> drop(BLOCKS + block));
    shards.subList(from, shards.size()).clear();
    if (merged.rows() > 0) {
      shards.add(merged);
    }
  }

  /** Of rows of the same key the last one, by key; of the oldest shards, none that is gone. */
  private static int[] kept(ShardTable data, boolean oldest, boolean[] over) {
    List<String> keys = data.texts(ShardTables.KEY);
    List<String> states = data.entries(ShardTables.STATE);
    double[] flags = data.numbers(ShardTables.OVER);
    Map<String, Integer> last = new HashMap<>();
    for (int row = 0; row < keys.size(); row++) {
      Integer before = last.put(keys.get(row), row);
      over[row] = flags[row] == 1 || (before != null && over[before]);
    }
    return last.values().stream()
        .filter(row -> !oldest || !ShardTables.GONE.equals(states.get(row)))
        .sorted(Comparator.comparing(keys::get))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static Set<String> blocks(ShardTable data) {
    Set<String> blocks = new LinkedHashSet<>(data.entries(ShardTables.BLOCK));
    blocks.remove(null);
    return blocks;
  }

  /** Puts the images of blocks that are far from full together. */
  private ShardTable refilled(ShardTable data) {
    List<String> blocks = new ArrayList<>(data.entries(ShardTables.BLOCK));
    double[] slots = data.numbers(ShardTables.SLOT).clone();
    Map<String, List<Integer>> rowsOf = new LinkedHashMap<>();
    for (int row = 0; row < blocks.size(); row++) {
      if (blocks.get(row) != null) {
        rowsOf.computeIfAbsent(blocks.get(row), name -> new ArrayList<>()).add(row);
      }
    }
    List<Integer> owners = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    List<Map.Entry<String, List<Integer>>> sparse =
        rowsOf.entrySet().stream().filter(entry -> entry.getValue().size() < HALF_FULL).toList();
    if (sparse.size() < 2) {
      return data;
    }
    for (Map.Entry<String, List<Integer>> entry : sparse) {
      List<String> known = lines(entry.getKey());
      for (int row : entry.getValue()) {
        owners.add(row);
        lines.add(known.get((int) slots[row]));
      }
    }
    for (int start = 0; start < lines.size(); start += BLOCK) {
      int end = Math.min(lines.size(), start + BLOCK);
      String name = putBlock(lines.subList(start, end));
      for (int i = start; i < end; i++) {
        blocks.set(owners.get(i), name);
        slots[owners.get(i)] = i - start;
      }
    }
    return data.with(ShardTables.BLOCK, new Dictionary(blocks))
        .with(ShardTables.SLOT, new Numbers(Scale.WHOLE, slots));
  }

  private ShardTable table(String name) {
    return ShardTable.read(content(files, DATA + name + ".js"));
  }

  private static JsonNode content(PageFiles files, String path) {
    return ReportScript.content(
        files
            .get(path)
            .orElseThrow(() -> new IllegalArgumentException("the report has no " + path)));
  }

  // Garbage.

  /** Makes garbage of a file with the next update. */
  void dropLater(String path) {
    drop(path);
  }

  private void drop(Shard shard) {
    drop(DATA + shard.data());
    drop(DATA + shard.measures());
    drop(DATA + shard.means());
  }

  private void drop(String path) {
    if (path != null) {
      dropped.add(path + ".js");
    }
  }

  /** One file for all that an update leaves over, so that the manifest stays small. */
  private void writeGarbage(Instant now) {
    if (dropped.isEmpty()) {
      return;
    }
    ReportScript script =
        ReportScript.of(
            "garbage",
            "garbage",
            salt,
            json -> {
              json.writeStartArray();
              for (String path : dropped) {
                json.writeString(path);
              }
              json.writeEndArray();
            });
    put(DATA, script);
    garbage.add(new Garbage(script.name(), now));
    dropped.clear();
  }

  private void deleteOld(Instant now) {
    Instant limit = now.minus(KEEP_GARBAGE);
    for (Garbage list : List.copyOf(garbage)) {
      if (list.since().isBefore(limit)) {
        String path = DATA + list.name() + ".js";
        files
            .get(path)
            .ifPresent(
                bytes -> ReportScript.content(bytes).forEach(one -> files.delete(one.asText())));
        files.delete(path);
        garbage.remove(list);
      }
    }
  }
}
