package io.camstream.engine.artifact;

/**
 * Where the artifacts of one image lie and what they are called: a pure function of the image's
 * key, so that explaining an image twice writes to the same place.
 *
 * <p>Keys are hostile input. Whatever the key holds ({@code ..}, an empty part, control characters,
 * a thousand bytes), {@link #folder()} and the file names stay below the place that the caller
 * joins them to, fit into 1024 bytes together (the limit of an object key) and differ for different
 * keys.
 *
 * @param imageKey the key as given, such as {@code images/slide-7/cell.bmp}
 * @param imageName last part of the key without its extension, as given: for people, not for paths
 * @param folder such as {@code images/slide-7/cell.bmp/3f2a9c01b7de}; empty for a flat folder
 * @param stem start of every file name
 */
public record ArtifactNames(String imageKey, String imageName, String folder, String stem) {

  private static final int MAX_FOLDER_BYTES = 800;
  private static final int MAX_PART_BYTES = 160;
  private static final int MAX_STEM_BYTES = 96;
  private static final int ETAG_CHARACTERS = 12;

  /**
   * The names for an object of a store: {@code <image key>/<first 12 characters of the etag>}. The
   * folder holds the whole key, so images that differ only in their extension don't meet.
   *
   * @param etag without quotes
   */
  public static ArtifactNames of(String imageKey, String etag) {
    String version = etag.substring(0, Math.min(ETAG_CHARACTERS, etag.length()));
    String folder =
        SafeName.path(imageKey, MAX_PART_BYTES, MAX_FOLDER_BYTES)
            + "/"
            + SafeName.part(version, MAX_PART_BYTES);
    String name = imageName(imageKey);
    return new ArtifactNames(imageKey, name, folder, stem(name));
  }

  /**
   * The names for a flat folder, {@code <image name>_original.png} and so on. Images of the same
   * name meet there; {@link LocalNames} distinguishes them.
   *
   * @param fileName of the image, with its extension and without a folder
   */
  public static ArtifactNames flat(String fileName) {
    String name = imageName(fileName);
    return new ArtifactNames(fileName, name, "", stem(name));
  }

  /**
   * The names in a folder where the extension distinguishes images: {@code cell.bmp_original.png}.
   *
   * @param folder with {@code /} between its parts; empty for none
   */
  static ArtifactNames inFolder(String folder, String fileName) {
    String safe = folder.isEmpty() ? "" : SafeName.path(folder, MAX_PART_BYTES, MAX_FOLDER_BYTES);
    return new ArtifactNames(fileName, imageName(fileName), safe, stem(fileName));
  }

  /** The file name of an artifact, such as {@code cell_original.png}. */
  public String fileName(String suffix) {
    return stem + "_" + suffix;
  }

  /** The folder and a file name in it. */
  public String path(RenderedArtifact artifact) {
    return folder.isEmpty() ? artifact.fileName() : folder + "/" + artifact.fileName();
  }

  static String stem(String text) {
    return SafeName.part(text, MAX_STEM_BYTES);
  }

  private static String imageName(String key) {
    String last = key.substring(key.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot > 0 ? last.substring(0, dot) : last;
  }
}
