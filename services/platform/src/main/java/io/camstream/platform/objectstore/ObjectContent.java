package io.camstream.platform.objectstore;

/**
 * All bytes of one version of an object.
 *
 * @param bytes not copied: the receiver owns the array
 */
@SuppressWarnings("ArrayRecordComponent") // A hand-over of a buffer, never compared.
public record ObjectContent(ObjectVersion version, byte[] bytes) {}
