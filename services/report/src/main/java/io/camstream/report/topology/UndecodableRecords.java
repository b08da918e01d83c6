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
 * Skips a record that can't be deserialized and logs it, so that foreign bytes in a topic don't
 * stop the reports of all batches. An image whose result is skipped stays pending.
 */
public final class UndecodableRecords implements DeserializationExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(UndecodableRecords.class);

  @Override
  public void configure(Map<String, ?> configs) {
    // No configuration.
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    boolean passing = exception instanceof RegistryUnavailableException;
    if (passing || !(exception instanceof SerializationException)) {
      return Response.fail();
    }
    LOG.error(
        "Skipped a record that can't be deserialized, at {}-{} offset {}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        exception.getMessage());
    return Response.resume();
  }
}
