package io.camstream.report.page;

/**
 * The files of one report, by paths relative to its folder. A file that is put replaces what was
 * there as a whole.
 */
public interface PageFiles {

  /**
   * @return the ETag
   */
  String put(String path, byte[] bytes, String contentType);

  /**
   * The bytes of a file; empty where there is none.
   *
   * @throws io.camstream.platform.objectstore.StoreException if the store does not answer
   */
  java.util.Optional<byte[]> get(String path);

  void delete(String path);
}
