/**
 * Kafka and the schema registry: clients, topics, and serdes.
 *
 * <p>Entry points: {@link io.camstream.platform.kafka.KafkaClients} creates clients from settings;
 * {@link io.camstream.platform.kafka.Topics} names the topics and their record types; {@link
 * io.camstream.platform.kafka.AvroSerdes} creates serdes for them; {@link
 * io.camstream.platform.kafka.TopicSetup} creates topics; {@link
 * io.camstream.platform.kafka.TopicSnapshotReader} reads a topic up to its end.
 *
 * <p>Depends on {@code schemas}, {@code platform.settings}, {@code platform.tls} and {@code
 * platform.error}.
 */
package io.camstream.platform.kafka;
