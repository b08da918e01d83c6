package io.camstream.worker.topology;

import io.camstream.schemas.PendingImage;

/**
 * An image in the buffer.
 *
 * @param offset of the image's record; also its key in the buffer
 */
record Buffered(long offset, PendingImage image) {}
