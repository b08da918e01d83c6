package io.camstream.ingest.bucket;

/**
 * The batch that an object belongs to: its first folder.
 *
 * @param name the folder's name, or {@code default} for an object that lies in none
 * @param folder what the keys of the batch begin with: the name and a slash, or nothing
 */
public record Batch(String name, String folder) {
  private static final String MANIFEST = "manifest.csv";

  public static Batch of(String key) {
    int slash = key.indexOf('/');
    return slash <= 0
        ? new Batch("default", key.substring(0, slash + 1))
        : new Batch(key.substring(0, slash), key.substring(0, slash + 1));
  }

  /** Key of the table that may give labels. */
  public String manifestKey() {
    return folder + MANIFEST;
  }

  /** The key within the batch. */
  public String relative(String key) {
    return key.substring(folder.length());
  }

  /** Whether the key is that of a batch's manifest. */
  public static boolean isManifest(String key) {
    return of(key).manifestKey().equals(key);
  }
}
