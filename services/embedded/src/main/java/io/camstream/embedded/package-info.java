/**
 * A real Kafka broker, schema registry and S3 endpoint on 127.0.0.1, with generated credentials, as
 * child processes, which are started through their public main classes.
 *
 * <p>Entry point: {@link io.camstream.embedded.EmbeddedServers}. Children end with their parent,
 * also after {@code kill -9}.
 *
 * <p>Depends on nothing of ours.
 */
package io.camstream.embedded;
