/**
 * The object store: an interface that services use, and its implementation for S3 with the MinIO
 * SDK.
 *
 * <p>Entry points: {@link io.camstream.platform.objectstore.ObjectStore}; {@link
 * io.camstream.platform.objectstore.MinioObjectStore}; {@link
 * io.camstream.platform.objectstore.StoreSettings}. Errors are {@link
 * io.camstream.platform.objectstore.StoreException}s that say whether a retry can help.
 *
 * <p>Depends on {@code platform.settings}, {@code platform.tls} and {@code platform.error}.
 */
package io.camstream.platform.objectstore;
