package io.camstream.cli.run;

import java.nio.file.Path;

/**
 * A local file and the key that it gets in the images bucket.
 *
 * @param key with slashes, whatever the file system uses
 */
public record LocalImage(Path file, String key) {}
