package io.camstream.cli.run;

import java.nio.file.Path;

/**
 * A local file and its key in the images bucket.
 *
 * @param key with slashes, whatever the separator of the file system
 */
public record LocalImage(Path file, String key) {}
