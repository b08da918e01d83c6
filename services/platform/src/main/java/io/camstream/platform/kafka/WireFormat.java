package io.camstream.platform.kafka;

/** Confluent's wire format: magic byte, schema id as 4 bytes big-endian, Avro binary. */
final class WireFormat {
  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 1 + Integer.BYTES;

  private WireFormat() {}
}
