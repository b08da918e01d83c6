package io.camstream.report.service;

import io.camstream.platform.kafka.AvroSerdes;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.Topic;
import io.camstream.report.audit.Finding;
import io.camstream.report.audit.Findings;
import io.camstream.schemas.AuditFinding;
import io.camstream.schemas.BatchFindings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes findings on their topic, one record a batch, when they differ from the last ones of
 * this process. A record that can't be sent is logged and comes with the next change; the report in
 * the bucket does not wait for it. Not thread-safe.
 */
final class FindingsTopic implements FindingsPublisher, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FindingsTopic.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final int BATCHES_REMEMBERED = 10_000;
  private static final int MOST_BLOCKING_MILLIS = 5_000;

  private final Topic<BatchFindings> topic;
  private final Producer<String, BatchFindings> producer;
  private final Map<String, Integer> published =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > BATCHES_REMEMBERED;
        }
      };

  FindingsTopic(KafkaSettings kafka, AvroSerdes serdes, Topic<BatchFindings> topic) {
    this.topic = topic;
    this.producer =
        KafkaClients.producer(
            kafka,
            serdes.valueSerde(topic).serializer(),
            Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKING_MILLIS));
  }

  @Override
  public void publish(String batch, Findings findings, Instant now) {
    BatchFindings found = found(batch, findings, now);
    int content = findings.findings().hashCode() * 31 + findings.level().hashCode();
    Integer last = published.put(batch, content);
    if (last == null || last != content) {
      send(batch, found);
    }
  }

  @Override
  public void withdraw(String batch) {
    published.remove(batch);
    send(batch, null);
  }

  private void send(String batch, BatchFindings findings) {
    try {
      producer.send(
          new ProducerRecord<>(topic.name(), batch, findings),
          (metadata, failure) -> {
            if (failure != null) {
              LOG.warn("Findings were not published: {}", failure.toString());
            }
          });
    } catch (RuntimeException e) {
      published.remove(batch);
      LOG.warn("Findings were not published: {}", e.toString());
    }
  }

  private static BatchFindings found(String batch, Findings findings, Instant now) {
    return BatchFindings.newBuilder()
        .setBatch(batch)
        .setLevel(findings.level().id())
        .setConclusion(findings.conclusion())
        .setImages(findings.images())
        .setSampled(findings.sampled())
        .setAnswered(findings.answered())
        .setFindings(findings.findings().stream().map(FindingsTopic::finding).toList())
        .setFoundAt(now)
        .build();
  }

  private static AuditFinding finding(Finding finding) {
    return AuditFinding.newBuilder()
        .setRule(finding.rule())
        .setClassName(finding.className())
        .setLevel(finding.level().id())
        .setSentence(finding.sentence())
        .setCriterion(finding.criterion())
        .setCount(finding.count())
        .setOf(finding.of())
        .setLow(finding.low())
        .setHigh(finding.high())
        .setPValue(finding.pValue())
        .setImages(finding.images())
        .build();
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
