/**
 * The lifecycle that the services on Kafka Streams share: start, failure policy, readiness, stop.
 *
 * <p>Entry points: {@link io.camstream.platform.streams.StreamsService}, the base of such a
 * service; {@link io.camstream.platform.streams.StreamsClient}, a running topology.
 *
 * <p>Depends on the other packages of {@code platform} and on Kafka Streams, which {@code platform}
 * declares as an optional dependency so that services without a topology don't ship RocksDB.
 */
package io.camstream.platform.streams;
