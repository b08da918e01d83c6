package io.camstream.admin;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.ImageKey;
import io.camstream.platform.kafka.SchemaSetup;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.Topics;
import io.camstream.schemas.ImageReference;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records as they are read from topics of one partition. */
public final class SampleTopics {
  private final Topics topics = new Topics("test");
  private final AvroSerdes serdes;
  private long offset;

  public SampleTopics() {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    new SchemaSetup(registry, Duration.ofSeconds(1)).register(topics.all());
    serdes = new AvroSerdes(registry);
  }

  public Topics topics() {
    return topics;
  }

  public <V extends SpecificRecord> RecordReader<V> reader(Topic<V> topic) {
    return new RecordReader<>(serdes.valueSerde(topic).deserializer());
  }

  /** The next record of the topic; its offset is greater than that of all before. */
  public <V extends SpecificRecord> ConsumerRecord<String, byte[]> record(
      Topic<V> topic, ImageReference image, V value) {
    byte[] bytes =
        value == null ? null : serdes.valueSerde(topic).serializer().serialize(topic.name(), value);
    return new ConsumerRecord<>(topic.name(), 0, offset++, ImageKey.of(image), bytes);
  }
}
