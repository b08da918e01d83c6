package io.camstream.worker.topology;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.Topics;
import io.camstream.schemas.Explanation;
import io.camstream.schemas.Failure;
import io.camstream.schemas.ImageReference;
import io.camstream.schemas.PendingImage;
import org.apache.kafka.common.serialization.Serde;

/**
 * Serdes of the topology's records.
 *
 * @param images throws {@link org.apache.kafka.common.errors.SerializationException} for a record
 *     that is not a reference
 * @param buffer of the state store
 */
public record TopologySerdes(
    Serde<ImageReference> images,
    Serde<Explanation> explanations,
    Serde<Failure> failures,
    Serde<PendingImage> buffer) {

  /** Creates the serdes of the topics. */
  public static TopologySerdes of(AvroSerdes serdes, Topics topics) {
    return new TopologySerdes(
        serdes.valueSerde(topics.images()),
        serdes.valueSerde(topics.explanations()),
        serdes.valueSerde(topics.failures()),
        serdes.storeSerde(PendingImage.class));
  }
}
