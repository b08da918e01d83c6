/**
 * The Kafka Streams topology of the report: one row for each image, merged from references,
 * explanations, failures and tombstones.
 *
 * <p>Entry points: {@link io.camstream.report.topology.ReportTopology} builds it; {@link
 * io.camstream.report.topology.RowMerge} decides which record of an image wins.
 *
 * <p>Depends on {@code platform.kafka}.
 */
package io.camstream.report.topology;
