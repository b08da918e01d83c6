/**
 * The object store: an interface that services use, and its implementation for S3 with the MinIO
 * SDK, which is private to the package.
 *
 * <p>Entry points: {@link io.camstream.platform.objectstore.ObjectStore#connect}; {@link
 * io.camstream.platform.objectstore.StoreSettings}. Errors are {@link
 * io.camstream.platform.objectstore.StoreException}s that say whether a retry can help.
 *
 * <p>Depends on {@code platform.settings}, {@code platform.tls} and {@code platform.error}.
 */
package io.camstream.platform.objectstore;
