package io.camstream.report.topology;

import io.camstream.platform.kafka.RegistryUnavailableException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes over a record that is none of ours, with a line in the log: a stranger's bytes in a topic
 * must not end the reports of all batches. An image whose result could not be read stays pending.
 */
public final class UndecodableRecords implements DeserializationExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(UndecodableRecords.class);

  @Override
  public void configure(Map<String, ?> configs) {
    // Nothing to set.
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    boolean passing = exception instanceof RegistryUnavailableException;
    if (passing || !(exception instanceof SerializationException)) {
      return Response.fail();
    }
    LOG.error(
        "Passed over a record that can't be read, at {}-{} offset {}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        exception.getMessage());
    return Response.resume();
  }
}
