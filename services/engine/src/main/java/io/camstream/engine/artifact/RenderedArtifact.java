package io.camstream.engine.artifact;

/**
 * One file made of an image's explanation.
 *
 * @param kind such as {@code overlay:gradcam}: the kind's id, then the method where there is one
 *     file for each method
 * @param fileName without a folder, safe on every file system and as the end of an object key
 * @param contentType MIME type
 * @param content the file; immutable by convention
 */
@SuppressWarnings("ArrayRecordComponent") // Handed from renderer to store once, never compared.
public record RenderedArtifact(String kind, String fileName, String contentType, byte[] content) {}
